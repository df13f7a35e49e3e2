// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/responseparser.h"
#include "tests/support/testcase.h"

namespace phx::http {

namespace {

// What a new parser makes of these bytes, cut into pieces of some size, as text.
QByteArray played(const QByteArray &bytes, qsizetype piece, ParserLimits limits = {})
{
    ResponseParser parser(limits);
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const QByteArrayView part =
            QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at));
        qsizetype consumed = 0;
        const auto outcome = parser.feed(part, consumed);
        if (const auto *malformed = std::get_if<Malformed>(&outcome))
            return malformed->sentence;
        const auto *head = std::get_if<ResponseHead>(&outcome);
        if (head == nullptr)
            continue;
        QByteArray text = QByteArray::number(head->status) + " 1."
            + QByteArray::number(head->minorVersion) + " [" + head->reason + ']';
        for (const auto &[name, value] : head->fields)
            text += ' ' + name + '=' + value;
        return text + " rest " + QByteArray::number(bytes.size() - at - consumed);
    }
    return "more";
}

} // namespace

class ResponseParserTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void answersAreReadHoweverTheyAreCut_data();
    void answersAreReadHoweverTheyAreCut();
    void whatIsTooLongIsRefused_data();
    void whatIsTooLongIsRefused();
};

void ResponseParserTest::answersAreReadHoweverTheyAreCut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };
    const QByteArray noVersion = "The answer does not begin with HTTP/1.1.";
    const QByteArray noStatus = "The answer has no status of three digits.";
    row("101 and what follows",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade:  websocket \r\n\r\nab",
        "101 1.1 [Switching Protocols] upgrade=websocket rest 2");
    row("no phrase", "HTTP/1.1 403 \r\n\r\n", "403 1.1 [] rest 0");
    row("no blank before no phrase", "HTTP/1.1 403\r\n\r\n", "403 1.1 [] rest 0");
    row("HTTP/1.0", "HTTP/1.0 502 Bad\r\n\r\n", "502 1.0 [Bad] rest 0");
    row("Latin-1", "HTTP/1.1 403 Zugriff f\xfcr dich\r\nServer: \xe4\r\n\r\n",
        "403 1.1 [Zugriff f\xfcr dich] server=\xe4 rest 0");
    row("interim answers are passed over",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
        "HTTP/1.1 101 Yes\r\nA: b\r\n\r\n",
        "101 1.1 [Yes] a=b rest 0");
    row("half a head", "HTTP/1.1 101 Switching Protocols\r\nUpgr", "more");
    row("only an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", "more");
    row("HTTP/2", "HTTP/2 101 Yes\r\n\r\n", noVersion);
    row("HTTP/1.2", "HTTP/1.2 101 Yes\r\n\r\n", noVersion);
    row("lower case", "http/1.1 101 Yes\r\n\r\n", noVersion);
    row("an empty line first", "\r\nHTTP/1.1 101 Yes\r\n\r\n", noVersion);
    row("short", "HTTP\r\n\r\n", noVersion);
    row("a request", "GET / HTTP/1.1\r\n\r\n", noVersion);
    row("two digits", "HTTP/1.1 99\r\n\r\n", noStatus);
    row("four digits", "HTTP/1.1 1011 Yes\r\n\r\n", noStatus);
    row("a sign", "HTTP/1.1 +10 Yes\r\n\r\n", noStatus);
    row("a zero first", "HTTP/1.1 099 Yes\r\n\r\n", noStatus);
    row("two blanks", "HTTP/1.1  101 Yes\r\n\r\n", noStatus);
    row("no blank", "HTTP/1.1\r\n\r\n", noStatus);
    row("a TLS alert", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7),
        "This looks like TLS; the URL must begin with wss: then.");
    row("a bare line feed", "HTTP/1.1 101 Yes\nUpgrade: websocket\n\n",
        "A line of the head ends without a carriage return.");
    row("a bare carriage return", "HTTP/1.1 101 Yes\r\nA: b\rc\r\n\r\n",
        "The head holds a carriage return without a line feed.");
    row("NUL", QByteArray("HTTP/1.1 101 Yes\r\nA: \0\r\n\r\n", 25),
        "The head holds a control character.");
    row("a folded field", "HTTP/1.1 101 Yes\r\nA: b\r\n c\r\n\r\n",
        "A field of the head is folded over two lines.");
    row("a blank before the colon", "HTTP/1.1 101 Yes\r\nA : b\r\n\r\n",
        "A line of the head is not a name, a colon and a value.");
}

void ResponseParserTest::answersAreReadHoweverTheyAreCut()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);

    QCOMPARE(played(bytes, bytes.size()), expected);
    // Byte by byte nothing is left of a piece.
    const QByteArray single = played(bytes, 1);
    QCOMPARE(single.left(expected.indexOf(" rest ")), expected.left(expected.indexOf(" rest ")));
}

void ResponseParserTest::whatIsTooLongIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("sentence");
    const QByteArray start = "HTTP/1.1 101 Yes\r\n";
    QTest::newRow("a status line") << "HTTP/1.1 101 " + QByteArray(100, 'x')
                                   << QByteArray("The first line of the head is too long.");
    QTest::newRow("a field") << start + QByteArray(100, 'x')
                             << QByteArray("A field of the head is too long.");
    QTest::newRow("fields") << start + QByteArray("A: b\r\n").repeated(6)
                            << QByteArray("The head has too many fields.");
    QTest::newRow("the head") << start + ("A: " + QByteArray(70, 'x') + "\r\n").repeated(4)
                              << QByteArray("The head is too long.");
    QTest::newRow("interim answers") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(20)
                                     << QByteArray("The head is too long.");
}

void ResponseParserTest::whatIsTooLongIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, sentence);
    const ParserLimits limits {.maxHeadBytes = 300, .maxLine = 80, .maxFields = 5};

    QCOMPARE(played(bytes, bytes.size(), limits), sentence);
    QCOMPARE(played(bytes, 1, limits), sentence);
}

PHX_TEST_CLASS(ResponseParserTest)

} // namespace phx::http

#include "tst_responseparser.moc"
