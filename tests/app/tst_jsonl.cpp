// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/jsonlexport.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QJsonObject>

namespace phx::app {

using tap::EventKind;
using test::messageIn;

namespace {

MessageDetail detailOf(const QByteArray &payload)
{
    MessageDetail detail;
    detail.row.sequence = 12;
    detail.row.timeUs = 1'700'000'000'000'001;
    detail.row.kind = EventKind::MessageIn;
    detail.row.direction = tap::Direction::In;
    detail.row.transport = tap::TransportKind::WebSocket;
    detail.row.vsn = 2;
    detail.row.opcode = 1;
    detail.row.connection = 3;
    detail.row.topic = "room:1";
    detail.row.event = "new_msg";
    detail.row.joinRef = "1";
    detail.row.ref = "2";
    detail.row.generation = 1;
    detail.row.pairSequence = 13;
    detail.row.rttUs = 250;
    detail.payload = payload;
    detail.frame = R"(["1","2","room:1","new_msg",)" + payload + ']';
    detail.row.size = qint32(detail.frame.size());
    return detail;
}

//! Takes only so many bytes, like a disk that is full.
class SmallDevice : public QIODevice
{
public:
    explicit SmallDevice(qint64 room)
        : m_room(room)
    {
        open(WriteOnly | Unbuffered);
    }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64 size) override
    {
        const qint64 taken = std::min(size, m_room);
        m_room -= taken;
        if (taken < size)
            setErrorString(QStringLiteral("no space left"));
        return taken;
    }

private:
    qint64 m_room = 0;
};

} // namespace

class TestJsonLines : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void writesEveryFieldByName();
    void keepsTheDigitsAndTheOrderOfThePayload();
    void staysOnOneLine();
    void binaryIsBase64();
    void whatIsNoJsonIsBase64();
    void aBroadcastListsItsRecipients();
    void aHandshakeHasItsHeads();
    void textThatIsNoUtf8StaysJson();
    void exportsTheRowsThatPassTheFilter();
    void aFullDiskIsASentence();
};

void TestJsonLines::writesEveryFieldByName()
{
    const QByteArray expected =
        R"({"sequence":12,"time_us":1700000000000001,"kind":"message_in","direction":"in",)"
        R"("transport":"websocket","vsn":2,"opcode":"text","code":null,"connection":3,)"
        R"("topic":"room:1","event":"new_msg","status":null,"join_ref":"1","ref":"2",)"
        R"("generation":1,"superseded":false,"pair":13,"rtt_us":250,"heartbeat":false,)"
        R"("recipients":null,"size":42,"payload":{"body":"hi"},"payload_base64":null,)"
        R"("frame":"[\"1\",\"2\",\"room:1\",\"new_msg\",{\"body\":\"hi\"}]","frame_base64":null,)"
        R"("answer":null,"answer_base64":null,"peer":null,"socket_id":null,"detail":null})"
        "\n";

    QCOMPARE(toJsonLine(detailOf(R"({"body":"hi"})")), expected);
}

void TestJsonLines::keepsTheDigitsAndTheOrderOfThePayload()
{
    const QByteArray payload = R"({"z":12345678901234567890.10,"a":1e2,"a":"\u00e9/"})";

    QVERIFY(toJsonLine(detailOf(payload)).contains("\"payload\":" + payload + ','));
}

void TestJsonLines::staysOnOneLine()
{
    const QByteArray line = toJsonLine(detailOf("{\r\n  \"a\": 1\n}"));

    QCOMPARE(line.count('\n'), 1);
    QVERIFY(line.contains(R"("payload":{    "a": 1 },)"));
    QVERIFY(line.contains(R"({\r\n  \"a\": 1\n})"));
}

void TestJsonLines::binaryIsBase64()
{
    MessageDetail detail = detailOf(QByteArray("\x00\xff", 2));
    detail.row.opcode = 2;
    detail.row.payloadBinary = true;
    detail.frame = QByteArray("\x00\x01\x00\xff", 4);

    const QByteArray line = toJsonLine(detail);

    QVERIFY(line.contains(R"("payload":null,"payload_base64":"AP8=",)"));
    QVERIFY(line.contains(R"("frame":null,"frame_base64":"AAEA/w==",)"));
}

void TestJsonLines::whatIsNoJsonIsBase64()
{
    const QByteArray line = toJsonLine(detailOf("{nope"));

    QVERIFY(line.contains(R"("payload":null,"payload_base64":"e25vcGU=",)"));
    QVERIFY(!QJsonDocument::fromJson(line).isNull());
}

void TestJsonLines::aBroadcastListsItsRecipients()
{
    MessageDetail detail = detailOf("{}");
    detail.row.kind = EventKind::FanOut;
    detail.row.recipientCount = 2;
    detail.recipients = {9, 1};

    QVERIFY(toJsonLine(detail).contains(R"("recipients":[9,1],)"));
    detail.recipients.clear();
    QVERIFY(toJsonLine(detail).contains(R"("recipients":[],)"));
}

void TestJsonLines::aHandshakeHasItsHeads()
{
    MessageDetail detail;
    detail.row.kind = EventKind::HandshakeRefused;
    detail.row.code = 403;
    detail.row.detail = "The origin is not allowed.";
    detail.frame = "GET / HTTP/1.1\r\n\r\n";
    detail.answer = "HTTP/1.1 403 Forbidden\r\n\r\n";
    detail.peer = "127.0.0.1:5";

    const QByteArray line = toJsonLine(detail);

    QVERIFY(line.contains(R"("kind":"handshake_refused")"));
    QVERIFY(line.contains(R"("code":403)"));
    QVERIFY(line.contains(R"("frame":"GET / HTTP/1.1\r\n\r\n")"));
    QVERIFY(line.contains(R"("answer":"HTTP/1.1 403 Forbidden\r\n\r\n")"));
    QVERIFY(line.contains(R"("peer":"127.0.0.1:5")"));
    QVERIFY(line.contains(R"("detail":"The origin is not allowed.")"));
}

void TestJsonLines::textThatIsNoUtf8StaysJson()
{
    MessageDetail detail = detailOf("{}");
    detail.row.topic = "a\xff";
    detail.frame = "\xc3";

    const QJsonDocument document = QJsonDocument::fromJson(toJsonLine(detail));

    QVERIFY(document.isObject());
    QCOMPARE(document.object().value(QStringLiteral("topic")).toString(),
             QStringLiteral("a\uFFFD"));
    QCOMPARE(document.object().value(QStringLiteral("frame_base64")).toString(),
             QStringLiteral("ww=="));
}

void TestJsonLines::exportsTheRowsThatPassTheFilter()
{
    const QTemporaryDir folder;
    test::Recording recording(folder.filePath(QStringLiteral("a.capture")));
    for (int i = 0; i < 2500; ++i)
        recording.record(
            messageIn({.ref = QByteArray::number(i), .topic = i % 2 == 0 ? "even" : "odd"}));
    recording.capture.flush();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());
    QBuffer buffer;
    QVERIFY(buffer.open(QIODevice::WriteOnly));

    const auto written = exportJsonLines(*reader.value(), {.topic = "odd"}, buffer);

    QVERIFY(written.isOk());
    QCOMPARE(written.value(), quint64(1250));
    const QList<QByteArray> lines = buffer.data().split('\n');
    QCOMPARE(lines.size(), 1251);
    QVERIFY(lines[0].contains(R"("ref":"1")"));
    QVERIFY(lines[1249].contains(R"("ref":"2499")"));
    QVERIFY(lines[1250].isEmpty());
}

void TestJsonLines::aFullDiskIsASentence()
{
    const QTemporaryDir folder;
    test::Recording recording(folder.filePath(QStringLiteral("a.capture")));
    for (int i = 0; i < 10; ++i)
        recording.record(messageIn({}));
    recording.capture.flush();
    const auto reader = CaptureReader::open(recording.capture.path());
    QVERIFY(reader.isOk());
    SmallDevice device(1000);

    const auto written = exportJsonLines(*reader.value(), {}, device);

    QVERIFY(!written.isOk());
    QCOMPARE(written.error(), QStringLiteral("The export could not be written: no space left."));
}

PHX_TEST_CLASS(TestJsonLines)

} // namespace phx::app

#include "tst_jsonl.moc"
