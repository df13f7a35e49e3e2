<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>phx::ui::AnswerView</name>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>waiting…</source>
        <translation>返信待ち…</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>never sent</source>
        <translation>未送信</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>the outcome and how long it took</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>What a client of the program&apos;s own sends is answered here. Choose one in &quot;Send as&quot;.</source>
        <translation>内蔵クライアントが送ったメッセージへの返信（reply）をここに表示します。「送信者」で選んでください。</translation>
    </message>
    <message>
        <source>A frame without a ref is not answered.</source>
        <translation>ref のないフレームには返信がありません。</translation>
    </message>
    <message>
        <source>No reply came. A channel need not reply: broadcasts of it are in the list.</source>
        <translation>返信はありませんでした。チャネルは返信しなくてもよく、ブロードキャストは一覧に表示されます。</translation>
    </message>
    <message>
        <source>The client went away, or has too much to wait for.</source>
        <translation>クライアントがなくなったか、返信待ちが多すぎます。</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>返信の内容</translation>
    </message>
    <message>
        <source>Name of the variable</source>
        <translation>変数の名前</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>Keep as variable</source>
        <translation>変数に保存</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>返信なし</translation>
    </message>
    <message>
        <source>%1 · not sent, waited %2</source>
        <comment>the outcome and how long it waited in the client</comment>
        <translation>%1 · 未送信（%2 待機）</translation>
    </message>
    <message>
        <source>%1 · %2 (sent after %3)</source>
        <comment>the outcome, the round trip, the waiting before it</comment>
        <translation>%1 · %2（送信まで %3）</translation>
    </message>
    <message>
        <source>It stayed in the client: there was no connection, or its topic was not joined, before its time was up.</source>
        <translation>時間内に接続またはトピックへの参加ができなかったため、クライアントから送信されませんでした。</translation>
    </message>
    <message>
        <source>New client…</source>
        <translation>新しいクライアント…</translation>
    </message>
</context>
<context>
    <name>phx::ui::BehavioursModel</name>
    <message>
        <source>Rule (the first that matches decides)</source>
        <translation>応答ルール（最初に一致したものが決める）</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>一致数</translation>
    </message>
    <message>
        <source>Last hit</source>
        <translation>最後の一致</translation>
    </message>
</context>
<context>
    <name>phx::ui::BehavioursPanel</name>
    <message>
        <source>Save as…</source>
        <translation>名前を付けて保存…</translation>
    </message>
    <message>
        <source>Import rules…</source>
        <translation>ルールを読み込む…</translation>
    </message>
    <message>
        <source>Export rules…</source>
        <translation>ルールを書き出す…</translation>
    </message>
    <message>
        <source>Every join is refused until a behaviour matches.</source>
        <translation>一致する応答ルールがないうちは、参加はすべて拒否されます。</translation>
    </message>
    <message>
        <source>Code answers here. Load a set to answer by rules instead.</source>
        <translation>ここではコードが応答しています。セットを読み込むと、ルールで応答します。</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 件のルール</numerusform>
        </translation>
    </message>
    <message>
        <source>connections need %1</source>
        <translation>接続には %1 が必要</translation>
    </message>
    <message>
        <source>● unsaved</source>
        <translation>● 未保存</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>Save the workspace</source>
        <translation>ワークスペースを保存</translation>
    </message>
    <message>
        <source>Workspaces (*.channelscope.json)</source>
        <translation>ワークスペース (*.channelscope.json)</translation>
    </message>
    <message>
        <source>Import rules of a workspace</source>
        <translation>ワークスペースのルールを読み込む</translation>
    </message>
    <message>
        <source>Export the rules as a workspace</source>
        <translation>ルールをワークスペースとして書き出す</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>複製</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>上へ移動（Alt+↑）</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>下へ移動（Alt+↓）</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>既成のセット</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Load chat set</source>
        <translation>チャットのセットを読み込む</translation>
    </message>
    <message>
        <source>Behaviours</source>
        <translation>応答ルール</translation>
    </message>
    <message>
        <source>Space switches a rule on or off, Enter edits it, Alt+Up and Alt+Down move it, L shows its last hit.</source>
        <translation>Space で有効・無効を切り替え、Enter で編集、Alt+↑ と Alt+↓ で移動、L で最後の一致を表示します。</translation>
    </message>
</context>
<context>
    <name>phx::ui::ClientDialog</name>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save profile</source>
        <translation>プロファイルを保存</translation>
    </message>
    <message>
        <source>&amp;Another Phoenix</source>
        <translation>別の Phoenix(&amp;A)</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>ファイル…</translation>
    </message>
    <message>
        <source>New client</source>
        <translation>新しいクライアント</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>&amp;Profile</source>
        <translation>プロファイル(&amp;P)</translation>
    </message>
    <message>
        <source>Client and its number</source>
        <translation>「クライアント」と番号</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>This &amp;server, when it runs</source>
        <translation>このサーバー（起動中のとき）(&amp;S)</translation>
    </message>
    <message>
        <source>This &amp;server, %1</source>
        <translation>このサーバー %1(&amp;S)</translation>
    </message>
    <message>
        <source>Connects to</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>URL of the socket</source>
        <translation>ソケットの URL</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>Long polling</source>
        <translation>ロングポーリング</translation>
    </message>
    <message>
        <source>WebSocket, then long polling</source>
        <translation>WebSocket、だめならロングポーリング</translation>
    </message>
    <message>
        <source>Version of the protocol</source>
        <translation>プロトコルのバージョン</translation>
    </message>
    <message>
        <source>T&amp;ransport</source>
        <translation>トランスポート(&amp;R)</translation>
    </message>
    <message>
        <source>Para&amp;ms, JSON</source>
        <translation>params（JSON）(&amp;M)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>A&amp;uth token</source>
        <translation>認証トークン(&amp;U)</translation>
    </message>
    <message>
        <source>the system&apos;s certificates</source>
        <translation>システムの証明書</translation>
    </message>
    <message>
        <source>CA &amp;file</source>
        <translation>CA ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Joins</source>
        <translation>参加するトピック(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;with payload</source>
        <translation>参加のペイロード(&amp;W)</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Certificates to trust besides the system&apos;s</source>
        <translation>システムのもの以外に信頼する証明書</translation>
    </message>
    <message>
        <source>PEM certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>PEM 証明書 (*.pem *.crt *.cer);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>A profile needs a name.</source>
        <translation>プロファイルには名前が必要です。</translation>
    </message>
    <message>
        <source>How long it waits before each attempt to reconnect; the last time is for all further ones. Empty: as phoenix.js does.</source>
        <translation>再接続の各試行までの待ち時間です。最後の値はそれ以降のすべての試行に使います。空欄なら phoenix.js と同じです。</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>ジッター</translation>
    </message>
    <message>
        <source>Each time is varied by up to this much of it</source>
        <translation>それぞれの待ち時間を、この割合まで増減させます</translation>
    </message>
    <message>
        <source>Rec&amp;onnects after, ms</source>
        <translation>再接続まで、ms(&amp;O)</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 の変更</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Apply and reconnect</source>
        <translation>適用して再接続</translation>
    </message>
    <message>
        <source>Counts from the next time that it connects.</source>
        <translation>次に接続するときから有効です。</translation>
    </message>
    <message>
        <source>The connection is closed (1000), then it connects with this and joins its topics again. What waits for an answer gets none.</source>
        <translation>接続を閉じ（1000）、この設定で接続し直して、同じトピックに再び参加します。返信待ちのものには返信が届きません。</translation>
    </message>
</context>
<context>
    <name>phx::ui::ComposePanel</name>
    <message>
        <source>Enter a topic.</source>
        <translation>トピックが空です。</translation>
    </message>
    <message>
        <source>Enter an event.</source>
        <translation>イベントが空です。</translation>
    </message>
    <message>
        <source>Line %1, column %2: %3</source>
        <translation>%1 行 %2 桁: %3</translation>
    </message>
    <message>
        <source>The server is not running.</source>
        <translation>サーバーは動作していません。</translation>
    </message>
    <message>
        <source>c%1 is not on %2.</source>
        <translation>c%1 は %2 に参加していません。</translation>
    </message>
    <message>
        <source>Send as</source>
        <translation>送信者</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>トピック</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Payload, JSON</source>
        <translation>ペイロード（JSON）</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>What was sent before. Up and Down in the fields, Alt+Up and Alt+Down in the payload.</source>
        <translation>これまでに送信した内容です。入力欄では ↑/↓、ペイロードでは Alt+↑/Alt+↓ で呼び出せます。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>整形</translation>
    </message>
    <message>
        <source>Puts every value on its own line. Digits and the order of keys stay.</source>
        <translation>値を 1 行ずつに並べます。数字の桁とキーの順序は変わりません。</translation>
    </message>
    <message>
        <source>Send  Ctrl+Enter</source>
        <translation>送信  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Nobody is on %1: the broadcast reaches no one.</source>
        <translation>%1 には誰も参加していないため、ブロードキャストは誰にも届きません。</translation>
    </message>
    <message>
        <source>Phoenix itself sends only objects; a client may not expect this.</source>
        <translation>Phoenix 自身はオブジェクトしか送信しません。クライアントはこの値を想定していないかもしれません。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Binary: hex</source>
        <translation>バイナリ: 16 進</translation>
    </message>
    <message>
        <source>Binary: Base64</source>
        <translation>バイナリ: Base64</translation>
    </message>
    <message>
        <source>Binary: file</source>
        <translation>バイナリ: ファイル</translation>
    </message>
    <message>
        <source>Raw text frame</source>
        <translation>生のテキストフレーム</translation>
    </message>
    <message>
        <source>Raw binary frame, hex</source>
        <translation>生のバイナリフレーム（16 進）</translation>
    </message>
    <message>
        <source>Raw text frame, hex</source>
        <translation>生のテキストフレーム（16 進）</translation>
    </message>
    <message>
        <source>What the text below becomes</source>
        <translation>下のテキストの扱い</translation>
    </message>
    <message>
        <source>Who sends, and to whom</source>
        <translation>送信者と宛先</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>ファイル…</translation>
    </message>
    <message>
        <source>Malformed…</source>
        <translation>不正な例…</translation>
    </message>
    <message>
        <source>Ready-made frames that break a rule of the protocol</source>
        <translation>プロトコルの規則を破る、用意されたフレーム</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Keeps this message under a name, as a button</source>
        <translation>このメッセージを名前を付けてボタンとして残します</translation>
    </message>
    <message>
        <source>Stop  %1</source>
        <translation>停止  %1</translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>保存できません: %1</translation>
    </message>
    <message>
        <source>Goes out as it is, right or wrong.</source>
        <translation>正しくても誤っていても、そのまま送信されます。</translation>
    </message>
    <message>
        <source>A file as the payload</source>
        <translation>ペイロードにするファイル</translation>
    </message>
    <message>
        <source>%1, column %2: %3</source>
        <comment>name of a field, place, what is wrong there</comment>
        <translation>%1、%2 文字目: %3</translation>
    </message>
    <message>
        <source>c%1 is not connected.</source>
        <translation>c%1 は接続していません。</translation>
    </message>
    <message>
        <source>A raw frame goes to one client: choose which.</source>
        <translation>生のフレームの宛先は 1 つのクライアントです。選んでください。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返信</translation>
    </message>
    <message>
        <source>This client was removed: choose who sends.</source>
        <translation>このクライアントは削除されました。送信者を選んでください。</translation>
    </message>
    <message>
        <source>%1 is not connected.</source>
        <translation>%1 は接続していません。</translation>
    </message>
    <message>
        <source>%1 has not joined %2: send phx_join first.</source>
        <translation>%1 は %2 に参加していません。先に phx_join を送ってください。</translation>
    </message>
    <message>
        <source>Waits in the client until %1 is joined, 10 s at most.</source>
        <translation>%1 に参加するまで、最長10秒クライアントの中で待ちます。</translation>
    </message>
    <message>
        <source>New client…</source>
        <translation>新しいクライアント…</translation>
    </message>
    <message>
        <source>Send as server</source>
        <translation>サーバーとして送信</translation>
    </message>
</context>
<context>
    <name>phx::ui::DetailPanel</name>
    <message>
        <source>Select a row to see what it means.</source>
        <translation>行を選ぶと、その意味を表示します。</translation>
    </message>
    <message>
        <source>Handshake of %1 · %2</source>
        <translation>%1 のハンドシェイク · %2</translation>
    </message>
    <message>
        <source>No frame · %1</source>
        <translation>フレームなし · %1</translation>
    </message>
    <message>
        <source>Binary frame (opcode 2) · %1 · %2</source>
        <translation>バイナリフレーム（opcode 2）· %1 · %2</translation>
    </message>
    <message>
        <source>Text frame (opcode 1) · %1 · %2</source>
        <translation>テキストフレーム（opcode 1）· %1 · %2</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解説</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>ペイロード</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>16 進</translation>
    </message>
</context>
<context>
    <name>phx::ui::ExplainPage</name>
    <message>
        <source>Next:</source>
        <translation>次に起こること:</translation>
    </message>
    <message>
        <source>Remedy:</source>
        <translation>対処:</translation>
    </message>
</context>
<context>
    <name>phx::ui::FilterBar</name>
    <message>
        <source>Topic %1</source>
        <translation>トピック %1</translation>
    </message>
    <message>
        <source>Client %1</source>
        <translation>クライアント %1</translation>
    </message>
    <message>
        <source>%1 / %2 shown</source>
        <translation>%1 / %2 件表示</translation>
    </message>
    <message>
        <source>Search topics, events and payloads</source>
        <translation>トピック、イベント、ペイロードを検索</translation>
    </message>
    <message>
        <source>Search in messages</source>
        <translation>メッセージを検索</translation>
    </message>
    <message>
        <source>Heartbeats</source>
        <translation>ハートビート</translation>
    </message>
    <message>
        <source>Show or hide heartbeats (H in the list)</source>
        <translation>ハートビートの表示を切り替えます（一覧では H）</translation>
    </message>
    <message>
        <source>Show all topics again</source>
        <translation>すべてのトピックを表示します</translation>
    </message>
    <message>
        <source>Show all clients again</source>
        <translation>すべてのクライアントを表示します</translation>
    </message>
</context>
<context>
    <name>phx::ui::HerdCurve</name>
    <message>
        <source>%1 s</source>
        <comment>a time on an axis</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>all dropped</source>
        <translation>すべて切断</translation>
    </message>
</context>
<context>
    <name>phx::ui::HerdDialog</name>
    <message>
        <source>The URL must be like ws://127.0.0.1:4000/socket.</source>
        <translation>URL は ws://127.0.0.1:4000/socket のように書きます。</translation>
    </message>
    <message>
        <source>Nothing runs.</source>
        <translation>何も動いていません。</translation>
    </message>
    <message>
        <source>%1 joined · %2 connected · %3 connecting · %4 waiting · %5 refused · %6 attempts to connect</source>
        <translation>参加中 %1 · 接続済み %2 · 接続中 %3 · 待機 %4 · 拒否 %5 · 接続の試行 %6 回</translation>
    </message>
    <message>
        <source>%1 clients came back, jitter %2 %: half of them within %3, 95 % within %4, the last after %5</source>
        <translation>%1 クライアントが復帰（ジッター %2 %）：半数は %3以内、95 % は %4以内、最後は %5後</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>前回：%1</translation>
    </message>
    <message>
        <source>Herd of clients</source>
        <translation>クライアントの群れ</translation>
    </message>
    <message>
        <source>&amp;Socket</source>
        <translation>ソケット(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Clients</source>
        <translation>クライアント(&amp;C)</translation>
    </message>
    <message>
        <source>starting </source>
        <comment>before a number a second</comment>
        <translation>毎秒 </translation>
    </message>
    <message>
        <source> a second</source>
        <translation> ずつ開始</translation>
    </message>
    <message>
        <source>all at once</source>
        <translation>一斉に開始</translation>
    </message>
    <message>
        <source>&amp;Jitter of reconnects</source>
        <translation>再接続のジッター(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>トピック(&amp;T)</translation>
    </message>
    <message>
        <source>{n} is the number of the client, {n%10} its last digit</source>
        <translation>{n} はクライアントの番号、{n%10} はその最後の桁</translation>
    </message>
    <message>
        <source>&amp;Pushes</source>
        <translation>プッシュ(&amp;P)</translation>
    </message>
    <message>
        <source>event; empty: none</source>
        <translation>イベント（空ならなし）</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>ペイロード</translation>
    </message>
    <message>
        <source>every </source>
        <comment>before a number of milliseconds</comment>
        <translation>間隔 </translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ミリ秒</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Drop all</source>
        <translation>すべて切断</translation>
    </message>
    <message>
        <source>Ends the TCP connections of all clients at once, as a network that breaks</source>
        <translation>ネットワークが切れたときのように、すべてのクライアントの TCP 接続を一斉に切ります</translation>
    </message>
    <message>
        <source>Disconnect all</source>
        <translation>すべて正常に終了</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Connected clients over time (dashed: the run before)</source>
        <translation>接続中のクライアント数の推移（破線：前回）</translation>
    </message>
    <message>
        <source>Time until connected again (dashed: the run before)</source>
        <translation>再接続までの時間（破線：前回）</translation>
    </message>
</context>
<context>
    <name>phx::ui::HerdHistogramView</name>
    <message>
        <source>Drop all clients to see how long each needs to come back.</source>
        <translation>すべて切断すると、復帰までの時間が分かります。</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <comment>a time on an axis</comment>
        <translation>%1 ミリ秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>a time on an axis</comment>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>phx::ui::JoinDialog</name>
    <message>
        <source>Join topic</source>
        <translation>トピックに参加</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>C&amp;lient</source>
        <translation>クライアント(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Topic</source>
        <translation>トピック(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Payload</source>
        <translation>ペイロード(&amp;P)</translation>
    </message>
    <message>
        <source>The payload is not JSON.</source>
        <translation>ペイロードが JSON ではありません。</translation>
    </message>
</context>
<context>
    <name>phx::ui::MainWindow</name>
    <message>
        <source>%1 is taken. Hosting on %2.</source>
        <translation>ポート %1 は使用中のため、%2 で公開しています。</translation>
    </message>
    <message>
        <source>Topics and clients</source>
        <translation>トピックとクライアント</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Compose</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Subscribers</source>
        <translation>購読者</translation>
    </message>
    <message>
        <source>Tool bar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Messages of the program</source>
        <translation>プログラムからの通知</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>No browser could be started. Open %1 yourself.</source>
        <translation>ブラウザーを起動できませんでした。%1 を開いてください。</translation>
    </message>
    <message>
        <source>Save copy of the capture</source>
        <translation>キャプチャーのコピーを保存</translation>
    </message>
    <message>
        <source>Captures (*.capture)</source>
        <translation>キャプチャー (*.capture)</translation>
    </message>
    <message>
        <source>Export the rows that are shown as JSON Lines</source>
        <translation>表示中の行を JSON Lines で書き出す</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>Presence</source>
        <translation>プレゼンス</translation>
    </message>
    <message>
        <source>Behaviours</source>
        <translation>応答ルール</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>こんにちは</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
</context>
<context>
    <name>phx::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>この通知を閉じる</translation>
    </message>
</context>
<context>
    <name>phx::ui::MessageView</name>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Go to the newest row and stay there (End)</source>
        <translation>最新の行に移動して追従します（End）</translation>
    </message>
    <message numerus="yes">
        <source>%Ln newer row(s) · Space to release</source>
        <translation>
            <numerusform>新しい行 %Ln 件 · Space で解除</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln newer row(s) · End to follow</source>
        <translation>
            <numerusform>新しい行 %Ln 件 · End で追従</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the rows that have come since the view was held (Space)</source>
        <translation>表示を保留してから届いた行を表示します（Space）</translation>
    </message>
</context>
<context>
    <name>phx::ui::MessagesPanel</name>
    <message>
        <source>%1 messages, none match.</source>
        <translation>%1 件のメッセージのうち、一致するものはありません。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>フィルターを解除</translation>
    </message>
    <message>
        <source>Cleared. New messages appear here; the recording keeps the old ones.</source>
        <translation>消去しました。新しいメッセージはここに表示されます。以前のものは記録に残っています。</translation>
    </message>
    <message>
        <source>Only heartbeats so far (hidden).</source>
        <translation>今のところハートビートだけです（非表示）。</translation>
    </message>
    <message>
        <source>Show heartbeats</source>
        <translation>ハートビートを表示</translation>
    </message>
    <message>
        <source>Show nearest match</source>
        <translation>最も近い一致を表示</translation>
    </message>
    <message>
        <source>Drops as little of the filter as it takes until something is shown</source>
        <translation>何かが表示されるまで、フィルターの条件を最小限だけ外します</translation>
    </message>
</context>
<context>
    <name>phx::ui::NavigatorPanel</name>
    <message>
        <source>Topics and clients</source>
        <translation>トピックとクライアント</translation>
    </message>
    <message>
        <source>Broadcast here…</source>
        <translation>ここにブロードキャスト…</translation>
    </message>
    <message>
        <source>c%1 is closed.</source>
        <translation>c%1 は切断済みです。</translation>
    </message>
</context>
<context>
    <name>phx::ui::PayloadPage</name>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>ペイロード</translation>
    </message>
</context>
<context>
    <name>phx::ui::PayloadTreeModel</name>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
</context>
<context>
    <name>phx::ui::PresenceLogModel</name>
    <message>
        <source>joined again (flap)</source>
        <translation>再び参加（フラップ）</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>left</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変化</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
</context>
<context>
    <name>phx::ui::PresenceModel</name>
    <message>
        <source>here</source>
        <translation>在席</translation>
    </message>
    <message>
        <source>left</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>メタ</translation>
    </message>
    <message>
        <source>Flaps</source>
        <translation>フラップ</translation>
    </message>
</context>
<context>
    <name>phx::ui::PresencePanel</name>
    <message numerus="yes">
        <source>%n key(s) on %1</source>
        <translation>
            <numerusform>%1 のキー %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a topic on the left to see who is present.</source>
        <translation>左でトピックを選ぶと、誰がいるかを表示します。</translation>
    </message>
    <message>
        <source>No presence_state seen on this topic. Track a test user above.</source>
        <translation>このトピックの presence_state はまだありません。上でテストユーザーを追跡できます。</translation>
    </message>
    <message>
        <source>The meta must be a JSON object, as {&quot;status&quot;: &quot;online&quot;}.</source>
        <translation>メタは {&quot;status&quot;: &quot;online&quot;} のような JSON オブジェクトにしてください。</translation>
    </message>
    <message>
        <source>Key of the test user</source>
        <translation>テストユーザーのキー</translation>
    </message>
    <message>
        <source>Meta, a JSON object</source>
        <translation>メタ（JSON オブジェクト）</translation>
    </message>
    <message>
        <source>Track a test user</source>
        <translation>テストユーザーを追跡</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Untrack</source>
        <translation>追跡をやめる</translation>
    </message>
    <message>
        <source>Presences</source>
        <translation>プレゼンス</translation>
    </message>
    <message>
        <source>Joins and leaves</source>
        <translation>参加と退出</translation>
    </message>
    <message>
        <source>Enter shows the message that told it.</source>
        <translation>Enter で、それを伝えたメッセージを表示します。</translation>
    </message>
    <message>
        <source>Presence is the server&apos;s list of who is on a topic: keys, as user ids, each with one meta for every place that it is there from. A channel that tracks its clients sends presence_state after the join and presence_diff when somebody comes or goes; Presence of phoenix.js makes a list of them.
&quot;Track a test user&quot; above puts somebody on the chosen topic.</source>
        <translation>プレゼンスは、トピックに誰がいるかを示すサーバーの一覧です。ユーザー ID などのキーと、接続している場所ごとのメタからなります。クライアントを追跡するチャネルは、参加の後に presence_state を、出入りのたびに presence_diff を送ります。phoenix.js の Presence がそれらを一覧にまとめます。
上の「テストユーザーを追跡」で、選択したトピックにユーザーを追加できます。</translation>
    </message>
    <message>
        <source>What is presence?</source>
        <translation>プレゼンスとは？</translation>
    </message>
</context>
<context>
    <name>phx::ui::RepeatBar</name>
    <message>
        <source>Repeat</source>
        <translation>繰り返し</translation>
    </message>
    <message>
        <source>every </source>
        <comment>before a number of milliseconds</comment>
        <translation>間隔 </translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Milliseconds between two sendings</source>
        <translation>送信の間隔（ミリ秒）</translation>
    </message>
    <message>
        <source> times</source>
        <translation> 回</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>停止するまで</translation>
    </message>
    <message>
        <source>How many times; 0: until stopped</source>
        <translation>回数。0 は停止するまで</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleActionRow</name>
    <message>
        <source>Reply</source>
        <translation>返信</translation>
    </message>
    <message>
        <source>Never answer</source>
        <translation>返信しない</translation>
    </message>
    <message>
        <source>Broadcast</source>
        <translation>ブロードキャスト</translation>
    </message>
    <message>
        <source>Broadcast to others</source>
        <translation>他へブロードキャスト</translation>
    </message>
    <message>
        <source>Push</source>
        <translation>プッシュ</translation>
    </message>
    <message>
        <source>Track presence</source>
        <translation>プレゼンスを追跡</translation>
    </message>
    <message>
        <source>Untrack presence</source>
        <translation>プレゼンスの追跡をやめる</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>クラッシュ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>無視</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>Of a join: ok allows it, anything else denies it</source>
        <translation>参加では、ok は許可、それ以外は拒否になります</translation>
    </message>
    <message>
        <source>Event, or key of the presence</source>
        <translation>イベント、またはプレゼンスのキー</translation>
    </message>
    <message>
        <source>Payload, JSON</source>
        <translation>ペイロード（JSON）</translation>
    </message>
    <message>
        <source>JSON with values: {{payload.qty}}, {{topic.id}}, {{join.x}}, {{params.x}}, {{now}}, {{uuid}}, {{counter}}</source>
        <translation>値を含む JSON：{{payload.qty}}、{{topic.id}}、{{join.x}}、{{params.x}}、{{now}}、{{uuid}}、{{counter}}</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>すぐに</translation>
    </message>
    <message>
        <source>after </source>
        <comment>before a number of milliseconds</comment>
        <translation>遅れ </translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Milliseconds until it happens</source>
        <translation>実行までのミリ秒</translation>
    </message>
    <message>
        <source>once</source>
        <translation>1回</translation>
    </message>
    <message>
        <source>every </source>
        <comment>before a number of milliseconds</comment>
        <translation>間隔 </translation>
    </message>
    <message>
        <source>Milliseconds between two; 0: once</source>
        <translation>繰り返しの間隔（ミリ秒）。0 は1回だけ</translation>
    </message>
    <message>
        <source>Move the action up</source>
        <translation>動作を上へ移動</translation>
    </message>
    <message>
        <source>Remove the action</source>
        <translation>動作を削除</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleConditionRow</name>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>payload.user.name, payload.items[0], join.x, params.x, assigns.x, topic.id</source>
        <translation>payload.user.name、payload.items[0]、join.x、params.x、assigns.x、topic.id</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>がある</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>がない</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>が次に等しい</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>What it equals</source>
        <translation>等しい値</translation>
    </message>
    <message>
        <source>JSON: a text in quotes, 7, true, null</source>
        <translation>JSON：引用符付きの文字列、7、true、null</translation>
    </message>
    <message>
        <source>Remove the condition</source>
        <translation>条件を削除</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleEditor</name>
    <message>
        <source>Rule, JSON</source>
        <translation>ルール（JSON）</translation>
    </message>
    <message>
        <source>Insert action</source>
        <translation>動作を挿入</translation>
    </message>
    <message>
        <source>Apply  Ctrl+Enter</source>
        <translation>適用  Ctrl+Enter</translation>
    </message>
    <message>
        <source>Put right what is wrong with the rule first</source>
        <translation>先にルールの誤りを直してください</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>フォーム</translation>
    </message>
    <message>
        <source>Changed, not applied yet</source>
        <translation>変更あり（未適用）</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleForm</name>
    <message>
        <source>Always</source>
        <translation>条件なし</translation>
    </message>
    <message>
        <source>If all of this holds</source>
        <translation>次のすべてを満たすとき</translation>
    </message>
    <message>
        <source>Then, in this order</source>
        <translation>次の順に実行</translation>
    </message>
    <message>
        <source>Then allow it</source>
        <translation>参加を許可する</translation>
    </message>
    <message>
        <source>Then do nothing</source>
        <translation>何もしない</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>条件を追加</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>Add an action</source>
        <translation>動作を追加</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleHeadRow</name>
    <message>
        <source>When joined</source>
        <translation>参加時</translation>
    </message>
    <message>
        <source>When pushed</source>
        <translation>受信時</translation>
    </message>
    <message>
        <source>When the rule is looked at</source>
        <translation>ルールを調べるとき</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>トピック</translation>
    </message>
    <message>
        <source>room:lobby; room:* for all of room; order:{id} keeps the part as {{topic.id}}</source>
        <translation>room:lobby、room:*（room のすべて）、order:{id}（その部分を {{topic.id}} として使う）</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>An event of the client; * at the end for any rest</source>
        <translation>クライアントのイベント。末尾の * は残りすべてに一致</translation>
    </message>
</context>
<context>
    <name>phx::ui::SaveDialog</name>
    <message>
        <source>Save message</source>
        <translation>メッセージを保存</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>フォルダー(&amp;F)</translation>
    </message>
</context>
<context>
    <name>phx::ui::SavedMessagesView</name>
    <message>
        <source>Save (★) keeps a message here, as a button.</source>
        <translation>「保存」（★）したメッセージがここにボタンとして並びます。</translation>
    </message>
    <message>
        <source>%1
%2 · %3
Ctrl+click sends it at once.</source>
        <comment>name, topic and event of a saved message</comment>
        <translation>%1
%2 · %3
Ctrl+クリックですぐに送信します。</translation>
    </message>
    <message>
        <source>Saved message %1</source>
        <translation>保存したメッセージ %1</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>すぐに送信</translation>
    </message>
    <message>
        <source>Rename or move…</source>
        <translation>名前やフォルダーを変更…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>phx::ui::SendTarget</name>
    <message>
        <source>Server → all of %1</source>
        <translation>サーバー → %1 の全員</translation>
    </message>
    <message>
        <source>Server → client %1 on %2</source>
        <translation>サーバー → %2 のクライアント %1</translation>
    </message>
    <message>
        <source>Server → client %1, which is not on %2</source>
        <translation>サーバー → クライアント %1（%2 に未参加）</translation>
    </message>
    <message>
        <source>Server → all of a topic</source>
        <translation>サーバー → トピックの全員</translation>
    </message>
    <message>
        <source>Server → client %1</source>
        <translation>サーバー → クライアント %1</translation>
    </message>
    <message>
        <source>Choose a client</source>
        <translation>クライアントを選んでください</translation>
    </message>
    <message>
        <source>Server → all of %2 but %1</source>
        <translation>サーバー → %1 以外の %2 全員</translation>
    </message>
    <message>
        <source>Server → client %1, which is not connected</source>
        <translation>サーバー → クライアント %1（未接続）</translation>
    </message>
    <message>
        <source>Server → all of %2 but %1, which is not on it</source>
        <translation>サーバー → %1 以外の %2 全員（%1 は未参加）</translation>
    </message>
    <message>
        <source>%1 → its server</source>
        <comment>a client of the program&apos;s own</comment>
        <translation>%1 → 接続先のサーバー</translation>
    </message>
    <message>
        <source>%1 → its server, on %2</source>
        <comment>a client of the program&apos;s own</comment>
        <translation>%1 → 接続先のサーバー（%2）</translation>
    </message>
    <message>
        <source>A client that was removed</source>
        <translation>削除されたクライアント</translation>
    </message>
</context>
<context>
    <name>phx::ui::StartPage</name>
    <message>
        <source>Open demo in browser (Enter)</source>
        <translation>ブラウザーでデモを開く (Enter)</translation>
    </message>
    <message>
        <source>Or connect your own page with phoenix.js:</source>
        <translation>自分のページから phoenix.js で接続することもできます:</translation>
    </message>
    <message>
        <source>Listening on %1. Nobody has connected.</source>
        <translation>%1 で待機しています。まだ誰も接続していません。</translation>
    </message>
    <message>
        <source>The server is starting.</source>
        <translation>サーバーを起動しています。</translation>
    </message>
    <message>
        <source>The server is stopping.</source>
        <translation>サーバーを停止しています。</translation>
    </message>
    <message>
        <source>The server could not start.</source>
        <translation>サーバーを起動できませんでした。</translation>
    </message>
    <message>
        <source>The server is not running.</source>
        <translation>サーバーは動作していません。</translation>
    </message>
    <message>
        <source>Port %1 is taken by another program, so port %2 is used.</source>
        <translation>ポート %1 はほかのプログラムが使用中のため、ポート %2 を使用しています。</translation>
    </message>
    <message>
        <source>Press F5 to start it.</source>
        <translation>F5 キーで起動します。</translation>
    </message>
    <message>
        <source>Use built-in client</source>
        <translation>内蔵クライアントを使う</translation>
    </message>
    <message>
        <source>Joins room:lobby and says hello, without a browser</source>
        <translation>ブラウザーなしで room:lobby に参加して挨拶します</translation>
    </message>
    <message>
        <source>Copy snippet</source>
        <translation>コードをコピー</translation>
    </message>
</context>
<context>
    <name>phx::ui::StatusBar</name>
    <message>
        <source>Not hosting</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>アドレスをコピーします</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>クライアント %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>トピック %n</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1/s out %2/s</source>
        <translation>受信 %1/秒 発信 %2/秒</translation>
    </message>
    <message numerus="yes">
        <source>%Ln message(s) · %1</source>
        <translation>
            <numerusform>%Ln 件 · %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>記録中</translation>
    </message>
    <message>
        <source>Not recording</source>
        <translation>記録していません</translation>
    </message>
    <message>
        <source>Not recording: %1</source>
        <translation>記録していません: %1</translation>
    </message>
    <message>
        <source>%1 not recorded</source>
        <translation>%1 件は未記録</translation>
    </message>
    <message>
        <source>Events that came faster than they could be recorded</source>
        <translation>記録が追いつかなかったイベントの数です</translation>
    </message>
    <message>
        <source>Redis: connecting</source>
        <translation>Redis：接続しています</translation>
    </message>
    <message>
        <source>Redis: connected</source>
        <translation>Redis：接続済み</translation>
    </message>
    <message>
        <source>Redis: not connected</source>
        <translation>Redis：未接続</translation>
    </message>
    <message>
        <source>Node %1 · %2 sent · %3 received · %4 lost</source>
        <translation>ノード %1 · 送信 %2 · 受信 %3 · 損失 %4</translation>
    </message>
</context>
<context>
    <name>phx::ui::SubscribersModel</name>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>世代</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最終受信</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>切断</translation>
    </message>
</context>
<context>
    <name>phx::ui::SubscribersPanel</name>
    <message>
        <source>Crash channel</source>
        <translation>チャネルをクラッシュ</translation>
    </message>
    <message>
        <source>phx_error to this client; phoenix.js rejoins after 1, 2, 5, then 10 s</source>
        <translation>このクライアントに phx_error を送ります。phoenix.js は 1、2、5 秒後、以後 10 秒ごとに再参加します。</translation>
    </message>
    <message>
        <source>Close channel</source>
        <translation>チャネルを閉じる</translation>
    </message>
    <message>
        <source>phx_close to this client; phoenix.js does not rejoin</source>
        <translation>このクライアントに phx_close を送ります。phoenix.js は再参加しません。</translation>
    </message>
    <message>
        <source>Cut connection</source>
        <translation>接続を切る</translation>
    </message>
    <message>
        <source>Ends TCP without a close frame; the client sees 1006 and reconnects</source>
        <translation>クローズフレームを送らずに TCP を切断します。クライアントには 1006 と見え、再接続します。</translation>
    </message>
    <message>
        <source>Subscribers</source>
        <translation>購読者</translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s) of %1</source>
        <translation>
            <numerusform>%1 の購読者 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a topic on the left to see who is on it.</source>
        <translation>左でトピックを選ぶと、参加しているクライアントを表示します。</translation>
    </message>
    <message>
        <source>Nobody is on %1.</source>
        <translation>%1 には誰も参加していません。</translation>
    </message>
    <message>
        <source>Show refusal</source>
        <translation>拒否を表示</translation>
    </message>
    <message>
        <source>Goes to the answer that refused the newest of these joins</source>
        <translation>最新の参加を拒否した返信へ移動します</translation>
    </message>
    <message numerus="yes">
        <source>Nobody is on %1. %n client(s) refused.</source>
        <translation>
            <numerusform>%1 には誰もいません。%n クライアントが拒否されました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>phx::ui::Text</name>
    <message>
        <source>Only one capture can be open.</source>
        <translation>開けるキャプチャーは 1 つだけです。</translation>
    </message>
    <message>
        <source>Usage: channelscope [options] [FILE.capture]
Hosts Phoenix Channels and shows every message.

  --workspace FILE   what to host; without it the chat of the guide
  --capture FILE     record into this file; an existing capture is continued
  --port N           listen on this port, 0: any free one
  --theme NAME       system, light or dark
  --language CODE    system, en or ja
  --size WxH         size of the window
  --screenshot FILE  save a picture of the window and end
  --after MS         when to take it, 1500 if not given
  --select N         select row N first
  --press NAME,…     press buttons of the window first (their object names);
                     the picture is of the dialog that is open then
  --help, --version
</source>
        <translation>使い方: channelscope [オプション] [FILE.capture]
Phoenix チャネルを公開し、すべてのメッセージを表示します。

  --workspace FILE   公開する内容。省略時はガイドのチャット
  --capture FILE     このファイルに記録。既存のキャプチャーには追記
  --port N           待ち受けるポート。0 は空いている任意のポート
  --theme NAME       system、light、dark のいずれか
  --language CODE    system、en、ja のいずれか
  --size WxH         ウィンドウの大きさ
  --screenshot FILE  ウィンドウの画像を保存して終了
  --after MS         画像を保存するまでの時間。省略時は 1500
  --select N         最初に N 行目を選択
  --press NAME,…     先にウィンドウのボタンを押す（オブジェクト名）。
                     ダイアログが開けば、その画像を保存
  --help, --version
</translation>
    </message>
</context>
<context>
    <name>phx::ui::VariablesView</name>
    <message>
        <source>Variable</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>Write {{name}} in a message. Always there: {{uuid}}, {{now}}, {{timestamp}}, {{counter}}, {{random 1 6}}.</source>
        <translation>メッセージに {{名前}} と書きます。いつでも使えるもの: {{uuid}}、{{now}}、{{timestamp}}、{{counter}}、{{random 1 6}}。</translation>
    </message>
</context>
<context>
    <name>phx::ui::WindowActions</name>
    <message>
        <source>Hosting :%1</source>
        <translation>公開中 :%1</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>起動中…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>停止処理中…</translation>
    </message>
    <message>
        <source>Not hosting</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>The server: start, stop, address</source>
        <translation>サーバーの起動、停止、アドレス</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>サーバー(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>パネル(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>文字の大きさ(&amp;X)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>&amp;Save copy of the capture…</source>
        <translation>キャプチャーのコピーを保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Export JSON Lines…</source>
        <translation>JSON Lines を書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy frame</source>
        <translation>フレームをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>検索(&amp;S)</translation>
    </message>
    <message>
        <source>Clear &amp;filter</source>
        <translation>フィルターを解除(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Follow newest</source>
        <translation>最新に追従(&amp;F)</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>追従</translation>
    </message>
    <message>
        <source>Show &amp;heartbeats</source>
        <translation>ハートビートを表示(&amp;H)</translation>
    </message>
    <message>
        <source>Hold &amp;view</source>
        <translation>表示を保留(&amp;V)</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Hold view</source>
        <translation>表示を保留</translation>
    </message>
    <message>
        <source>&amp;Clear view</source>
        <translation>表示を消去(&amp;C)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>&amp;Larger</source>
        <translation>大きく(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation>小さく(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>標準(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Move panels</source>
        <translation>パネルを移動可能にする(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>配置を初期化(&amp;R)</translation>
    </message>
    <message>
        <source>To the &amp;pair</source>
        <translation>対のメッセージへ(&amp;P)</translation>
    </message>
    <message>
        <source>To the &amp;newest</source>
        <translation>最新の行へ(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Explain the selection</source>
        <translation>選択行を解説(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>起動(&amp;S)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>再起動(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy address</source>
        <translation>アドレスをコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;demo page</source>
        <translation>デモページを開く(&amp;D)</translation>
    </message>
    <message>
        <source>Demo page</source>
        <translation>デモページ</translation>
    </message>
    <message>
        <source>Crash the selected c&amp;hannel</source>
        <translation>選択したチャネルをクラッシュ(&amp;H)</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>クラッシュ</translation>
    </message>
    <message>
        <source>C&amp;ut the selected connection</source>
        <translation>選択した接続を切る(&amp;U)</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>&amp;Keyboard</source>
        <translation>キーボード(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Channelscope</source>
        <translation>Channelscope について(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>Qt について(&amp;Q)</translation>
    </message>
    <message>
        <source>Stop adding rows; everything is still recorded (Space)</source>
        <translation>行の追加を止めます。記録は続きます（Space）</translation>
    </message>
    <message>
        <source>Hide the rows so far; the recording keeps them</source>
        <translation>これまでの行を隠します。記録には残ります</translation>
    </message>
    <message>
        <source>Stay at the newest row (End)</source>
        <translation>常に最新の行を表示します（End）</translation>
    </message>
    <message>
        <source>The selected row&apos;s channel crashes as if its code had raised (Ctrl+.)</source>
        <translation>選択行のチャネルを、コードが例外を起こしたときのようにクラッシュさせます（Ctrl+.）</translation>
    </message>
    <message>
        <source>The selected row&apos;s connection ends without a close frame: 1006 (Ctrl+Shift+.)</source>
        <translation>選択行の接続をクローズフレームなしで切断します: 1006（Ctrl+Shift+.）</translation>
    </message>
    <message>
        <source>Open the chat of the guide in the default browser (Ctrl+Shift+D)</source>
        <translation>ガイドのチャットを既定のブラウザーで開きます（Ctrl+Shift+D）</translation>
    </message>
    <message>
        <source>Let expired to&amp;kens in again</source>
        <translation>期限切れにしたトークンを再び受け入れる(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Client</source>
        <translation>クライアント(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;New client…</source>
        <translation>新しいクライアント…(&amp;N)</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>&amp;Join topic…</source>
        <translation>トピックに参加…(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Herd of clients…</source>
        <translation>クライアントの群れ…(&amp;H)</translation>
    </message>
    <message>
        <source>Connect a client of the program&apos;s own (Ctrl+N)</source>
        <translation>内蔵クライアントを接続します（Ctrl+N）</translation>
    </message>
    <message>
        <source>To a p&amp;anel</source>
        <translation>パネルへ(&amp;A)</translation>
    </message>
</context>
<context>
    <name>phx::app::BuiltinClient</name>
    <message>
        <source>This client has not joined %1.</source>
        <translation>このクライアントは %1 に参加していません。</translation>
    </message>
    <message>
        <source>This client is not connected.</source>
        <translation>このクライアントは接続していません。</translation>
    </message>
    <message>
        <source>The server is not running.</source>
        <translation>サーバーは動作していません。</translation>
    </message>
    <message>
        <source>This client has %1 channels already; leave one first.</source>
        <translation>このクライアントにはすでに %1 のチャネルがあります。先にどれかから退出してください。</translation>
    </message>
    <message>
        <source>Closed with code %1.</source>
        <translation>コード %1 で閉じました。</translation>
    </message>
    <message>
        <source>Closed with code %1: %2</source>
        <translation>コード %1 で閉じました：%2</translation>
    </message>
    <message>
        <source>The server refuses the connection (403): see whether origin, token and params are what it wants.</source>
        <translation>サーバーが接続を拒否しました（403）。origin、トークン、params がサーバーの求めるものか確認してください。</translation>
    </message>
    <message>
        <source>There is no socket at this address (404): see the path of the URL.</source>
        <translation>このアドレスにソケットがありません（404）。URL のパスを確認してください。</translation>
    </message>
    <message>
        <source>The server answers the connection with the status %1 of HTTP.</source>
        <translation>サーバーが HTTP ステータス %1 で応答しました。</translation>
    </message>
    <message>
        <source>%1 messages of this client wait for the join already.</source>
        <translation>このクライアントのメッセージ %1 件がすでに参加を待っています。</translation>
    </message>
    <message>
        <source>The server could not be reached in time.</source>
        <translation>時間内にサーバーへ接続できませんでした。</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>時間内にサーバーから応答がありませんでした。</translation>
    </message>
    <message>
        <source>The server closed the connection before it had answered.</source>
        <translation>サーバーが応答する前に接続を閉じました。</translation>
    </message>
    <message>
        <source>TLS fails, see the CA of the profile: %1</source>
        <translation>TLS に失敗しました。プロファイルの CA を確認してください: %1</translation>
    </message>
    <message>
        <source>The server does not know the long-poll session any more.</source>
        <translation>サーバーはロングポーリングのセッションをもう知りません。</translation>
    </message>
    <message>
        <source>What the server answers is not of a socket: see host, port and path of the URL.</source>
        <translation>サーバーの応答はソケットのものではありません。URL のホスト、ポート、パスを確認してください。</translation>
    </message>
</context>
<context>
    <name>phx::app::ClientProfile</name>
    <message>
        <source>The name is longer than %1 characters.</source>
        <translation>名前が %1 文字を超えています。</translation>
    </message>
    <message>
        <source>A field has more than %1 characters.</source>
        <translation>%1 文字を超える欄があります。</translation>
    </message>
    <message>
        <source>The URL must be like wss://example.com/socket, without a query: params have a field of their own.</source>
        <translation>URL は wss://example.com/socket のように書きます。クエリは付けず、params の欄を使ってください。</translation>
    </message>
    <message>
        <source>The version must be 1.0.x or 2.0.x, as 2.0.0.</source>
        <translation>バージョンは 1.0.x か 2.0.x です（例：2.0.0）。</translation>
    </message>
    <message>
        <source>The params must be a JSON object, as {&quot;user&quot;: &quot;7&quot;}.</source>
        <translation>params は {&quot;user&quot;: &quot;7&quot;} のような JSON オブジェクトです。</translation>
    </message>
    <message>
        <source>There is no PEM certificate in %1.</source>
        <translation>%1 に PEM 証明書がありません。</translation>
    </message>
    <message>
        <source>The payload of the join is not JSON.</source>
        <translation>参加のペイロードが JSON ではありません。</translation>
    </message>
    <message>
        <source>The reconnect times must be ms like 10, 50, 100.</source>
        <translation>再接続までの時間は 10, 50, 100 のように ms で指定してください。</translation>
    </message>
</context>
<context>
    <name>phx::app::Clients</name>
    <message>
        <source>Client %1</source>
        <translation>クライアント %1</translation>
    </message>
    <message>
        <source>This client is gone.</source>
        <translation>このクライアントはもうありません。</translation>
    </message>
    <message>
        <source>There are %1 clients already; remove one first.</source>
        <translation>クライアントはすでに %1 あります。先にどれかを削除してください。</translation>
    </message>
</context>
<context>
    <name>phx::app::Generators</name>
    <message>
        <source>%1 takes no numbers</source>
        <translation>%1 に数は付けられません</translation>
    </message>
    <message>
        <source>counter takes one whole number: where to begin</source>
        <translation>counter に付けられるのは最初の値の整数 1 つです</translation>
    </message>
    <message>
        <source>random takes two whole numbers: the lowest and the highest</source>
        <translation>random に付けられるのは最小値と最大値の整数 2 つです</translation>
    </message>
</context>
<context>
    <name>phx::app::Malformed</name>
    <message>
        <source>JSON that ends too early</source>
        <translation>途中で終わる JSON</translation>
    </message>
    <message>
        <source>An array of four instead of five</source>
        <translation>要素が 5 つでなく 4 つの配列</translation>
    </message>
    <message>
        <source>An object instead of an array (V1 on a V2 socket)</source>
        <translation>配列でなくオブジェクト（V2 のソケットに V1）</translation>
    </message>
    <message>
        <source>A topic that is a number</source>
        <translation>数値のトピック</translation>
    </message>
    <message>
        <source>A ref that is a number</source>
        <translation>数値の ref</translation>
    </message>
    <message>
        <source>A payload that is null</source>
        <translation>null のペイロード</translation>
    </message>
    <message>
        <source>Nothing at all</source>
        <translation>空のフレーム</translation>
    </message>
    <message>
        <source>Text that is not UTF-8</source>
        <translation>UTF-8 でないテキスト</translation>
    </message>
    <message>
        <source>A binary frame that ends in its head</source>
        <translation>ヘッダーの途中で終わるバイナリフレーム</translation>
    </message>
    <message>
        <source>A binary frame of unknown kind</source>
        <translation>未知の種類のバイナリフレーム</translation>
    </message>
</context>
<context>
    <name>phx::app::MessageBuilder</name>
    <message>
        <source>it has more than %1 bytes</source>
        <translation>%1 バイトを超えています</translation>
    </message>
    <message>
        <source>Enter a topic.</source>
        <translation>トピックが空です。</translation>
    </message>
    <message>
        <source>Enter an event.</source>
        <translation>イベントが空です。</translation>
    </message>
</context>
<context>
    <name>phx::app::PayloadBytes</name>
    <message>
        <source>&quot;%1&quot; is no hexadecimal digit</source>
        <translation>「%1」は 16 進の数字ではありません</translation>
    </message>
    <message>
        <source>a byte has only one digit</source>
        <translation>バイトの数字が 1 つしかありません</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no digit of Base64</source>
        <translation>「%1」は Base64 の文字ではありません</translation>
    </message>
    <message>
        <source>nothing may follow after &quot;=&quot;</source>
        <translation>「=」の後には何も置けません</translation>
    </message>
    <message>
        <source>the last group has only one digit</source>
        <translation>最後の組の文字が 1 つしかありません</translation>
    </message>
    <message>
        <source>the name of a file is missing</source>
        <translation>ファイル名がありません</translation>
    </message>
    <message>
        <source>there is no file %1</source>
        <translation>ファイル %1 はありません</translation>
    </message>
    <message>
        <source>%1 is no regular file</source>
        <translation>%1 は通常のファイルではありません</translation>
    </message>
    <message>
        <source>%1 has more than %2 bytes</source>
        <translation>%1 は %2 バイトを超えています</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 を読めません: %2</translation>
    </message>
</context>
<context>
    <name>phx::app::ProfileStore</name>
    <message>
        <source>There are %1 profiles already; delete one first.</source>
        <translation>プロファイルはすでに %1 あります。先にどれかを削除してください。</translation>
    </message>
</context>
<context>
    <name>phx::app::Template</name>
    <message>
        <source>&quot;{{&quot; is not closed by &quot;}}&quot;</source>
        <translation>「{{」が「}}」で閉じられていません</translation>
    </message>
    <message>
        <source>a name is missing between &quot;{{&quot; and &quot;}}&quot;</source>
        <translation>「{{」と「}}」の間に名前がありません</translation>
    </message>
</context>
<context>
    <name>phx::app::Variables</name>
    <message>
        <source>A name is missing.</source>
        <translation>名前がありません。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name: 1 to 64 letters, digits, &apos;_&apos;, &apos;-&apos; or &apos;.&apos;.</source>
        <translation>「%1」は名前になりません。文字、数字、「_」「-」「.」を 1 から 64 文字まで使えます。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; makes values itself and cannot be set.</source>
        <translation>「%1」は値を自動で作るため、設定できません。</translation>
    </message>
    <message>
        <source>The value of &quot;%1&quot; is too long.</source>
        <translation>「%1」の値が長すぎます。</translation>
    </message>
    <message>
        <source>There are %1 variables already.</source>
        <translation>変数はすでに %1 個あります。</translation>
    </message>
    <message>
        <source>there is no variable &quot;%1&quot;</source>
        <translation>変数「%1」はありません</translation>
    </message>
    <message>
        <source>there is no variable &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>変数「%1」はありません。「%2」ですか？</translation>
    </message>
</context>
<context>
    <name>phx::ui::BuiltinCommands</name>
    <message>
        <source>&amp;Join topic…</source>
        <translation>トピックに参加…(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>接続(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Connect now</source>
        <translation>今すぐ接続(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Disconnect (close 1000)</source>
        <translation>切断（close 1000）(&amp;D)</translation>
    </message>
    <message>
        <source>C&amp;ut the TCP connection (1006)</source>
        <translation>TCP 接続を切る（1006）(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove this client</source>
        <translation>このクライアントを削除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Leave %1</source>
        <translation>%1 から退出(&amp;L)</translation>
    </message>
    <message>
        <source>C&amp;hange its connection…</source>
        <translation>接続設定を変更(&amp;H)…</translation>
    </message>
</context>
<context>
    <name>phx::ui::BuiltinText</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>connecting…</source>
        <translation>接続中…</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>接続済み</translation>
    </message>
    <message>
        <source>closing…</source>
        <translation>終了中…</translation>
    </message>
    <message>
        <source>retry %2 in %1</source>
        <translation>%1後に接続（%2）</translation>
    </message>
    <message>
        <source>waits for the server</source>
        <translation>サーバー待ち</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>参加中</translation>
    </message>
    <message>
        <source>joining…</source>
        <translation>参加要求中…</translation>
    </message>
    <message>
        <source>leaving…</source>
        <translation>退出中…</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>rejoin %2 in %1</source>
        <translation>%1後に再参加（%2回目）</translation>
    </message>
    <message>
        <source>refused, retry %2 in %1</source>
        <translation>拒否、%1後に再試行（%2回目）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a name and a state</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>By long polling</source>
        <translation>ロングポーリング</translation>
    </message>
    <message>
        <source>By WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>c%1 in the list of messages</source>
        <translation>メッセージ一覧では c%1</translation>
    </message>
    <message numerus="yes">
        <source>Joined %n time(s)</source>
        <translation>
            <numerusform>参加 %n 回</numerusform>
        </translation>
    </message>
    <message>
        <source>The server answered %1</source>
        <translation>サーバーの返信：%1</translation>
    </message>
</context>
<context>
    <name>phx::ui::BytesText</name>
    <message>
        <source>… %1 more bytes are not shown</source>
        <translation>… 残り %1 バイトは表示していません</translation>
    </message>
</context>
<context>
    <name>phx::ui::ClientCommands</name>
    <message>
        <source>1000 normal: phoenix.js 1.6.3 to 1.8.15 never reconnects</source>
        <translation>1000 正常終了: phoenix.js 1.6.3～1.8.15 は再接続しません</translation>
    </message>
    <message>
        <source>1001 going away: phoenix.js reconnects</source>
        <translation>1001 離脱: phoenix.js は再接続します</translation>
    </message>
    <message>
        <source>1008 policy violation: phoenix.js reconnects</source>
        <translation>1008 ポリシー違反: phoenix.js は再接続します</translation>
    </message>
    <message>
        <source>1011 internal error: phoenix.js reconnects</source>
        <translation>1011 内部エラー: phoenix.js は再接続します</translation>
    </message>
    <message>
        <source>1012 service restart: phoenix.js reconnects</source>
        <translation>1012 サービス再起動: phoenix.js は再接続します</translation>
    </message>
    <message>
        <source>%1 the application&apos;s own: phoenix.js reconnects</source>
        <translation>%1 アプリケーション独自: phoenix.js は再接続します</translation>
    </message>
    <message>
        <source>Close c%1 with code</source>
        <translation>コードを指定して c%1 を切断</translation>
    </message>
    <message>
        <source>Cut connection (TCP FIN, the client sees 1006)</source>
        <translation>接続を切る（TCP FIN、クライアントには 1006）</translation>
    </message>
    <message>
        <source>Reset connection (TCP RST, the client sees 1006)</source>
        <translation>接続をリセット（TCP RST、クライアントには 1006）</translation>
    </message>
    <message>
        <source>Disconnect all sockets with id %1</source>
        <translation>ID が %1 のソケットをすべて切断</translation>
    </message>
    <message>
        <source>Crash channel (phx_error)</source>
        <translation>チャネルをクラッシュ（phx_error）</translation>
    </message>
    <message>
        <source>Close channel (phx_close)</source>
        <translation>チャネルを閉じる（phx_close）</translation>
    </message>
    <message numerus="yes">
        <source>Crash %n channel(s) (phx_error)</source>
        <translation>
            <numerusform>%n 個のチャネルをクラッシュ（phx_error）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n channel(s) (phx_close)</source>
        <translation>
            <numerusform>%n 個のチャネルを閉じる（phx_close）</numerusform>
        </translation>
    </message>
    <message>
        <source>Token expires now (the client sees 1001, then 403 with that token)</source>
        <translation>トークンを今すぐ期限切れにする（クライアントには 1001、その後そのトークンでは 403）</translation>
    </message>
    <message>
        <source>Token expires now (the client has none)</source>
        <translation>トークンを今すぐ期限切れにする（このクライアントにはトークンがありません）</translation>
    </message>
</context>
<context>
    <name>phx::ui::CommandLine</name>
    <message>
        <source>&quot;%1&quot; is no number from 0 to %2.</source>
        <translation>「%1」は 0 から %2 までの数ではありません。</translation>
    </message>
    <message>
        <source>--theme is system, light or dark.</source>
        <translation>--theme には system、light、dark のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>--language is system, en or ja.</source>
        <translation>--language には system、en、ja のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>--size is written like 1280x800.</source>
        <translation>--size は 1280x800 のように指定してください。</translation>
    </message>
</context>
<context>
    <name>phx::ui::Explanation</name>
    <message>
        <source>The page came from `%1`, and check_origin does not allow that. A request without an Origin (a program, not a page) would have been accepted.</source>
        <translation>ページの生成元は `%1` で、check_origin はこれを許可していません。Origin のない要求（ページではなくプログラムからの要求）なら受け入れられました。</translation>
    </message>
    <message>
        <source>Open the page from an allowed address, or add `//%1` to check_origin.</source>
        <translation>許可されたアドレスからページを開くか、check_origin に `//%1` を追加してください。</translation>
    </message>
    <message>
        <source>The parameter vsn asks for a serializer that is not there.</source>
        <translation>パラメーター vsn が、存在しないシリアライザーを要求しています。</translation>
    </message>
    <message>
        <source>phoenix.js 1.5 and later send `vsn=2.0.0`; three numbers are needed.</source>
        <translation>phoenix.js 1.5 以降は `vsn=2.0.0` を送ります。3 つの数字が必要です。</translation>
    </message>
    <message>
        <source>None of the subprotocols that the client offers is known here.</source>
        <translation>クライアントが提示したサブプロトコルは、どれもここでは使えません。</translation>
    </message>
    <message>
        <source>Take `Sec-WebSocket-Protocol` out of the client, or configure it.</source>
        <translation>クライアントから `Sec-WebSocket-Protocol` を取り除くか、設定に追加してください。</translation>
    </message>
    <message>
        <source>The `connect` callback of the socket refused this client.</source>
        <translation>ソケットの `connect` コールバックがこのクライアントを拒否しました。</translation>
    </message>
    <message>
        <source>Look at the parameters that the client sent (a token?) in the Frame tab.</source>
        <translation>クライアントが送ったパラメーター（トークンなど）を「フレーム」タブで確認してください。</translation>
    </message>
    <message>
        <source>No socket is mounted at `%1`.</source>
        <translation>`%1` にはソケットがありません。</translation>
    </message>
    <message>
        <source>phoenix.js adds `/websocket` itself: give it `/socket`, other clients `/socket/websocket`.</source>
        <translation>phoenix.js は `/websocket` を自分で付け加えます。phoenix.js には `/socket` を、ほかのクライアントには `/socket/websocket` を指定してください。</translation>
    </message>
    <message>
        <source>This was not a complete WebSocket handshake.</source>
        <translation>WebSocket のハンドシェイクとして不完全でした。</translation>
    </message>
    <message>
        <source>A proxy in between may not pass on `Upgrade` and `Connection`.</source>
        <translation>途中のプロキシが `Upgrade` と `Connection` を転送していない可能性があります。</translation>
    </message>
    <message>
        <source>The `connect` callback of the socket raised.</source>
        <translation>ソケットの `connect` コールバックが例外を起こしました。</translation>
    </message>
    <message>
        <source>The limit of connections is reached.</source>
        <translation>接続数が上限に達しました。</translation>
    </message>
    <message>
        <source>The request was not accepted.</source>
        <translation>要求は受け入れられませんでした。</translation>
    </message>
    <message>
        <source>An orderly end: one side closed on purpose.</source>
        <translation>正常な終了です。どちらかが意図して閉じました。</translation>
    </message>
    <message>
        <source>Going away: the page was left, or the server ended the connection by its socket id.</source>
        <translation>離脱です。ページから移動したか、サーバーがソケット ID を指定して接続を切断しました。</translation>
    </message>
    <message>
        <source>A violation of the WebSocket protocol, or no sign of life within the timeout.</source>
        <translation>WebSocket プロトコルの違反があったか、制限時間内に何も届きませんでした。</translation>
    </message>
    <message>
        <source>A close frame without a code.</source>
        <translation>コードのないクローズフレームです。</translation>
    </message>
    <message>
        <source>TCP ended without a close frame: a lost network, a killed process or a cut on purpose.</source>
        <translation>クローズフレームなしで TCP が切れました。ネットワークの断、プロセスの強制終了、または意図的な切断です。</translation>
    </message>
    <message>
        <source>A text frame was not UTF-8.</source>
        <translation>テキストフレームが UTF-8 ではありませんでした。</translation>
    </message>
    <message>
        <source>A limit against floods of pings or fragments was reached.</source>
        <translation>ping や断片の大量送信に対する上限に達しました。</translation>
    </message>
    <message>
        <source>A frame was larger than the limit.</source>
        <translation>フレームが上限を超えていました。</translation>
    </message>
    <message>
        <source>A frame was no message, or the server failed while it handled one.</source>
        <translation>フレームがメッセージではなかったか、サーバーが処理中に失敗しました。</translation>
    </message>
    <message>
        <source>The server restarts: it asked its clients to come back.</source>
        <translation>サーバーが再起動します。クライアントに再接続を求めました。</translation>
    </message>
    <message>
        <source>A code of the application&apos;s own.</source>
        <translation>アプリケーション独自のコードです。</translation>
    </message>
    <message>
        <source>A code that the WebSocket standard names.</source>
        <translation>WebSocket の標準で定められたコードです。</translation>
    </message>
    <message>
        <source>long polling</source>
        <translation>ロングポーリング</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>*%1* *connected*.</source>
        <translation>*%1* が*接続*しました。</translation>
    </message>
    <message>
        <source>`%1` was accepted (%2) by %3, serializer V%4.</source>
        <translation>`%1` は %3 で受け入れられました（%2、シリアライザー V%4）。</translation>
    </message>
    <message>
        <source>The page came from `%1`.</source>
        <translation>ページの生成元は `%1` です。</translation>
    </message>
    <message>
        <source>phoenix.js sends what it had buffered, joins every channel that waits, and a heartbeat every 30 s.</source>
        <translation>phoenix.js はためていた内容を送り、待機中のすべてのチャネルに参加し、30 秒ごとにハートビートを送ります。</translation>
    </message>
    <message>
        <source>A connection was *refused* with *%1*.</source>
        <translation>接続は *%1* で*拒否*されました。</translation>
    </message>
    <message>
        <source>The server says: %1</source>
        <translation>サーバーからの説明: %1</translation>
    </message>
    <message>
        <source>A browser tells the page nothing but `1006`. phoenix.js tries again after 10, 50, 100 ms … and then every 5 s.</source>
        <translation>ブラウザーがページに伝えるのは `1006` だけです。phoenix.js は 10、50、100 ms … の後、以後 5 秒ごとに再試行します（指数バックオフ）。</translation>
    </message>
    <message>
        <source>The connection of *%1* *ended* with *%2*.</source>
        <translation>*%1* の接続は *%2* で*終了*しました。</translation>
    </message>
    <message>
        <source>All channels of this connection ended with it. What was sent to the client in the meantime is not sent again.</source>
        <translation>この接続のチャネルもすべて終了しました。その間にクライアントへ送られたものは再送されません。</translation>
    </message>
    <message>
        <source>A poll of the ended session is answered with 410, and the client opens a new one.</source>
        <translation>終了したセッションへのポーリングには 410 が返り、クライアントは新しいセッションを開きます。</translation>
    </message>
    <message>
        <source>phoenix.js 1.6.3 to 1.8.15 *never reconnects* after 1000; 1.8.16 does, unless the page called `disconnect()`.</source>
        <translation>phoenix.js 1.6.3～1.8.15 は 1000 の後に*再接続しません*。1.8.16 は、ページが `disconnect()` を呼んでいなければ再接続します。</translation>
    </message>
    <message>
        <source>If the client must come back, close with 1001 or 1012 instead.</source>
        <translation>クライアントを再接続させたい場合は、代わりに 1001 か 1012 で閉じてください。</translation>
    </message>
    <message>
        <source>phoenix.js reconnects after 10, 50, 100, 150, 200, 250, 500 ms, 1, 2, then every 5 s, and joins its channels again at once.</source>
        <translation>phoenix.js は 10、50、100、150、200、250、500 ms、1、2 秒後、以後 5 秒ごとに再接続を試み、つながるとすぐにチャネルに再参加します。</translation>
    </message>
    <message>
        <source>No reply so far.</source>
        <translation>返信（reply）はまだありません。</translation>
    </message>
    <message>
        <source>Answered with *%1* after %2 (row %3).</source>
        <translation>%2 後に *%1* で返信されました（%3 行目）。</translation>
    </message>
    <message>
        <source>*%1* wants to *join %2*.</source>
        <translation>*%1* が *%2 への参加*を求めています。</translation>
    </message>
    <message>
        <source>Its join_ref `%1` marks everything that belongs to this join. A new join of the same topic replaces it. The payload is what `join` gets.</source>
        <translation>join_ref `%1` は、この参加に属するすべてのメッセージの目印です。同じトピックに新しく参加すると置き換わります。ペイロードは `join` に渡されます。</translation>
    </message>
    <message>
        <source>phoenix.js waits 10 s; then it sends `phx_leave` and joins again after 1, 2, 5, then every 10 s.</source>
        <translation>phoenix.js は 10 秒待ち、その後 `phx_leave` を送って 1、2、5 秒後、以後 10 秒ごとに再参加します。</translation>
    </message>
    <message>
        <source>*Push* of *%1* from *%2* to *%3*.</source>
        <translation>*%2* から *%3* への *%1* の*プッシュ*。</translation>
    </message>
    <message>
        <source>*Push* from *%1* that nobody will answer.</source>
        <translation>*%1* からの*プッシュ*。返信はありません。</translation>
    </message>
    <message>
        <source>It carries join_ref `%1`, which is not the current join of `%2` on this connection. Phoenix drops such a message silently: no reply, no broadcast.</source>
        <translation>join_ref は `%1` ですが、この接続での `%2` の現在の参加ではありません。Phoenix はこのメッセージを黙って破棄します（返信もブロードキャストもなし）。</translation>
    </message>
    <message>
        <source>phoenix.js waits 10 s for the reply, then fires `timeout`.</source>
        <translation>phoenix.js は返信を 10 秒待って `timeout` を発火します。</translation>
    </message>
    <message>
        <source>Send through the channel object that joined last; keep no reference to the old one.</source>
        <translation>最後に参加したチャネルオブジェクトから送信し、古いオブジェクトへの参照は残さないでください。</translation>
    </message>
    <message>
        <source>No reply. A channel need not answer a push: this is fine unless the page waits for one.</source>
        <translation>返信はありません。チャネルはプッシュに返信しなくてもかまいません。ページが返信を待っていなければ問題ありません。</translation>
    </message>
    <message>
        <source>If the page asked with `receive(&quot;timeout&quot;)`, it hears so after 10 s.</source>
        <translation>ページが `receive(&quot;timeout&quot;)` を使っていれば、10 秒後に呼び出されます。</translation>
    </message>
    <message>
        <source>*Reply %1* to the *%2* of *%3*.</source>
        <translation>*%3* の *%2* に対する*返信 %1*。</translation>
    </message>
    <message>
        <source>*Reply %1* to *%2*.</source>
        <translation>*%2* への*返信 %1*。</translation>
    </message>
    <message>
        <source>It answers row %1 (ref `%2`) after %3.</source>
        <translation>%1 行目（ref `%2`）への返信で、%3 かかりました。</translation>
    </message>
    <message>
        <source>*%1* is on *%2* now.</source>
        <translation>*%1* は *%2* に参加しました。</translation>
    </message>
    <message>
        <source>phoenix.js sends the pushes that waited for the join, in order.</source>
        <translation>phoenix.js は参加を待っていたプッシュを順に送ります。</translation>
    </message>
    <message>
        <source>The client is not on *%1*.</source>
        <translation>クライアントは *%1* に参加していません。</translation>
    </message>
    <message>
        <source>phoenix.js tries again after 1, 2, 5, then every 10 s, until the page leaves the channel.</source>
        <translation>phoenix.js は、ページがチャネルから退出するまで、1、2、5 秒後、以後 10 秒ごとに再試行します。</translation>
    </message>
    <message>
        <source>If it should not try again, call `channel.leave()` on the error.</source>
        <translation>再試行させたくない場合は、エラーを受けたときに `channel.leave()` を呼んでください。</translation>
    </message>
    <message>
        <source>The client is not on this topic (or there is no such topic): its channel may just have ended.</source>
        <translation>クライアントはこのトピックに参加していません（またはトピックがありません）。チャネルが終了した直後かもしれません。</translation>
    </message>
    <message>
        <source>The page&apos;s `receive(&quot;%1&quot;)` callback runs.</source>
        <translation>ページの `receive(&quot;%1&quot;)` コールバックが呼び出されます。</translation>
    </message>
    <message>
        <source>The channel *%1* of *%2* *crashed*.</source>
        <translation>*%2* のチャネル *%1* が*クラッシュ*しました。</translation>
    </message>
    <message>
        <source>`phx_error` says that the channel ended unexpectedly. The connection and other channels go on.</source>
        <translation>`phx_error` は、チャネルが予期せず終了したことを示します。接続とほかのチャネルは続きます。</translation>
    </message>
    <message>
        <source>phoenix.js joins `%1` again after 1 s with a new join_ref.</source>
        <translation>phoenix.js は 1 秒後に新しい join_ref で `%1` に再参加します。</translation>
    </message>
    <message>
        <source>The channel *%1* of *%2* was *closed*.</source>
        <translation>*%2* のチャネル *%1* は*閉じられ*ました。</translation>
    </message>
    <message>
        <source>`phx_close` with join_ref `%1`: after a leave, an orderly stop, or because a newer join replaced it.</source>
        <translation>join_ref `%1` の `phx_close` です。退出、正常な停止、または新しい参加による置き換えで送られます。</translation>
    </message>
    <message>
        <source>phoenix.js removes the channel and does not join again. If a newer join is there, the join_ref tells it to ignore this.</source>
        <translation>phoenix.js はチャネルを取り除き、再参加しません。新しい参加があれば、join_ref を見てこのメッセージを無視します。</translation>
    </message>
    <message>
        <source>*Heartbeat* of *%1*.</source>
        <translation>*%1* の*ハートビート*。</translation>
    </message>
    <message>
        <source>It keeps the connection: without anything from the client for 60 s the server closes it.</source>
        <translation>接続を保つためのものです。クライアントから 60 秒間何も届かないと、サーバーは接続を閉じます。</translation>
    </message>
    <message>
        <source>Without a reply within 30 s phoenix.js closes the connection itself and reconnects.</source>
        <translation>30 秒以内に返信がないと、phoenix.js は自分で接続を閉じて再接続します。</translation>
    </message>
    <message>
        <source>*%1* *leaves %2*.</source>
        <translation>*%1* が *%2 から退出*します。</translation>
    </message>
    <message>
        <source>The server answers with ok and then `phx_close`.</source>
        <translation>サーバーは ok を返信し、続けて `phx_close` を送ります。</translation>
    </message>
    <message>
        <source>phoenix.js has already told the page that the channel is closed; it does not wait for the server.</source>
        <translation>phoenix.js はサーバーを待たず、チャネルが閉じたことをすでにページに伝えています。</translation>
    </message>
    <message>
        <source>The answer to a *heartbeat* of *%1*.</source>
        <translation>*%1* の*ハートビート*への返信。</translation>
    </message>
    <message>
        <source>The next heartbeat follows 30 s after this.</source>
        <translation>次のハートビートは 30 秒後です。</translation>
    </message>
    <message>
        <source>The *server pushes %1* to *%2*.</source>
        <translation>*サーバーが %1 をプッシュ*しました（宛先 *%2*）。</translation>
    </message>
    <message>
        <source>For this client on *%1* only, without being asked. There is no reply to it.</source>
        <translation>*%1* のこのクライアントだけに、要求なしで送られました。返信はありません。</translation>
    </message>
    <message>
        <source>`presence_state` is the full list of who is there; `presence_diff` messages change it from now on.</source>
        <translation>`presence_state` は参加者の全一覧です。以後は `presence_diff` メッセージで変化が届きます。</translation>
    </message>
    <message>
        <source>*Broadcast* of *%1* on *%2*.</source>
        <translation>*%2* での *%1* の*ブロードキャスト*。</translation>
    </message>
    <message>
        <source>Nobody was subscribed, so nobody got it. It is not kept for later.</source>
        <translation>購読者がいなかったため、誰にも届きませんでした。後のために保存されることもありません。</translation>
    </message>
    <message numerus="yes">
        <source>The server sent it once to *%n* subscriber(s).</source>
        <translation>
            <numerusform>サーバーは *%n* 人の購読者に 1 回ずつ送りました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It follows from a message of *%1* and went to *%n* subscriber(s).</source>
        <translation>
            <numerusform>*%1* のメッセージをきっかけに、*%n* 人の購読者に送られました。</numerusform>
        </translation>
    </message>
    <message>
        <source>To: %1.</source>
        <translation>宛先: %1。</translation>
    </message>
    <message>
        <source>A client that is away at this moment misses it: delivery is at most once.</source>
        <translation>この瞬間に不在のクライアントには届きません（受信漏れ）。配信は at-most-once（最大1回）です。</translation>
    </message>
    <message>
        <source>A frame from *%1* that is *no message*.</source>
        <translation>*%1* からの、*メッセージではない*フレーム。</translation>
    </message>
    <message>
        <source>In Phoenix the decoding raises in the process of the connection, so the whole connection ends with `%1`, and with it every channel on it.</source>
        <translation>Phoenix では接続のプロセスで復号が例外を起こすため、接続全体が `%1` で終了し、その上のチャネルもすべて終了します。</translation>
    </message>
    <message>
        <source>phoenix.js reconnects after 10 ms and joins its channels again. If it sends the same frame again, this repeats.</source>
        <translation>phoenix.js は 10 ms 後に再接続し、チャネルに再参加します。同じフレームを再び送ると、これが繰り返されます。</translation>
    </message>
    <message>
        <source>With vsn 1.0.0 a message is an object with the keys `topic`, `event`, `payload` and `ref`. Look at the Frame tab, and at the `vsn` in the address of the connection.</source>
        <translation>vsn 1.0.0 のメッセージは、キー `topic`、`event`、`payload`、`ref` を持つオブジェクトです。「フレーム」タブと、接続アドレスの `vsn` を確認してください。</translation>
    </message>
    <message>
        <source>With vsn 2.0.0 a message is an array of five: `[join_ref, ref, topic, event, payload]`. Look at the Frame tab, and at the `vsn` in the address of the connection.</source>
        <translation>vsn 2.0.0 のメッセージは 5 要素の配列 `[join_ref, ref, topic, event, payload]` です。「フレーム」タブと、接続アドレスの `vsn` を確認してください。</translation>
    </message>
    <message>
        <source>Reason: `%1`.</source>
        <translation>理由: `%1`。</translation>
    </message>
    <message>
        <source>The server told the client with `phx_error`. Other channels and the connection go on; the server never restarts a channel.</source>
        <translation>サーバーは `phx_error` でクライアントに知らせました。ほかのチャネルと接続は続きます。サーバーがチャネルを再起動することはありません。</translation>
    </message>
    <message>
        <source>phoenix.js joins `%1` again after 1 s; if that is refused, after 2, 5, then every 10 s. Pushes wait in its buffer until then.</source>
        <translation>phoenix.js は 1 秒後に `%1` に再参加し、拒否されると 2、5 秒後、以後 10 秒ごとに再試行します。それまでプッシュはバッファーで待ちます。</translation>
    </message>
    <message>
        <source>*%1* is now on *%2*.</source>
        <translation>*%1* は *%2* に参加しました。</translation>
    </message>
    <message>
        <source>The join with join_ref `%1` is number %2 of this topic on this connection. Messages with an older join_ref are ignored.</source>
        <translation>join_ref `%1` の参加は、この接続でのこのトピックへの %2 回目の参加です。古い join_ref のメッセージは無視されます。</translation>
    </message>
    <message>
        <source>*%1* was *refused* on *%2*.</source>
        <translation>*%1* は *%2* への参加を*拒否*されました。</translation>
    </message>
    <message>
        <source>A page that does not want these tries calls `channel.leave()` when the join answers with an error.</source>
        <translation>再試行が不要なページは、参加がエラーになったときに `channel.leave()` を呼びます。</translation>
    </message>
    <message>
        <source>The *server started*.</source>
        <translation>*サーバーが起動*しました。</translation>
    </message>
    <message>
        <source>The *server stopped*.</source>
        <translation>*サーバーが停止*しました。</translation>
    </message>
    <message>
        <source>Clients try to connect again after 10, 50, 100, 150, 200, 250, 500 ms, 1, 2, then every 5 s.</source>
        <translation>クライアントは 10、50、100、150、200、250、500 ms、1、2 秒後、以後 5 秒ごとに再接続を試みます。</translation>
    </message>
    <message>
        <source>*%1* is no longer on *%2*.</source>
        <translation>*%1* は *%2* から退出しました。</translation>
    </message>
    <message>
        <source>A *note* of the server.</source>
        <translation>サーバーからの*注記*。</translation>
    </message>
    <message>
        <source>A *raw frame* to *%1*, sent as it is.</source>
        <translation>*%1* へそのまま送られた*生のフレーム*です。</translation>
    </message>
    <message>
        <source>Somebody composed it by hand: a Phoenix server would not send it.</source>
        <translation>手で作られたものです。Phoenix のサーバーはこれを送りません。</translation>
    </message>
    <message>
        <source>phoenix.js does not check what it gets: `JSON.parse` raises in its handler, the console of the browser shows it, and the connection stays. Text that is no UTF-8 ends the connection with `1007`.</source>
        <translation>phoenix.js は受け取ったものを検査しません。ハンドラーの中で `JSON.parse` が例外を投げ、ブラウザーのコンソールに表示され、接続は残ります。UTF-8 でないテキストでは接続が `1007` で終わります。</translation>
    </message>
    <message>
        <source>The process that runs the script *%1* ended: `%2`.</source>
        <translation>スクリプト *%1* を実行するプロセスが終了しました：`%2`。</translation>
    </message>
    <message>
        <source>A callback may use 1 s of processor time, and the process 512 MB. All channels of the script crashed with it; a new process serves those who join again.</source>
        <translation>コールバックは CPU 時間 1 秒、プロセスはメモリ 512 MB までです。スクリプトのチャネルはすべて一緒にクラッシュしました。再び参加したクライアントには新しいプロセスが応答します。</translation>
    </message>
    <message>
        <source>It was thrown in *%1*, line *%2*.</source>
        <translation>*%1* の *%2* 行目で発生しました。</translation>
    </message>
    <message>
        <source>The calls, the last one first: `%1`.</source>
        <translation>呼び出し（新しい順）：`%1`。</translation>
    </message>
    <message>
        <source>Correct *%1* and save it: the next join runs the new code.</source>
        <translation>*%1* を直して保存すると、次の参加から新しいコードが動きます。</translation>
    </message>
    <message>
        <source>The script *%1* is *disabled*.</source>
        <translation>スクリプト *%1* は*無効*です。</translation>
    </message>
    <message>
        <source>The process of the script ended %1 times within %2 s, the last time so: `%3`.</source>
        <translation>スクリプトのプロセスが %2 秒以内に %1 回終了しました。最後の理由：`%3`。</translation>
    </message>
    <message>
        <source>Connections to it are answered with `500`; clients try again by themselves.</source>
        <translation>接続には `500` を返します。クライアントは自動で再試行します。</translation>
    </message>
    <message>
        <source>Correct the script and save it: the next connection starts it again.</source>
        <translation>スクリプトを直して保存すると、次の接続で再び動きます。</translation>
    </message>
    <message>
        <source>A *script* went wrong.</source>
        <translation>*スクリプト*で問題が起きました。</translation>
    </message>
    <message>
        <source>A connection *failed* before its first request: TLS.</source>
        <translation>最初のリクエストの前に接続が*失敗*しました：TLS。</translation>
    </message>
    <message>
        <source>A client must know the certificate: `NODE_EXTRA_CA_CERTS`, `join --ca`, or the browser&apos;s own settings; and its URL begins with `https://` or `wss://`.</source>
        <translation>クライアントには証明書を登録する必要があります（`NODE_EXTRA_CA_CERTS`、`join --ca`、またはブラウザーの設定）。URL は `https://` か `wss://` で始まります。</translation>
    </message>
    <message>
        <source>*%1* could *not connect*.</source>
        <translation>*%1* は*接続できません*でした。</translation>
    </message>
    <message>
        <source>It wanted `%1`.</source>
        <translation>接続先は `%1` です。</translation>
    </message>
    <message>
        <source>It tries again after 10, 50, 100 ms … and then every 5 s, or as its profile says.</source>
        <translation>10、50、100 ms … その後は 5 秒ごとに、またはプロファイルの設定に従って再試行します。</translation>
    </message>
    <message>
        <source>It began on node *%1* of the cluster and came here through Redis.</source>
        <translation>クラスターのノード *%1* で発生し、Redis を通って届きました。</translation>
    </message>
    <message>
        <source>See whether a server listens there, on that port, whether it wants `ws://`, or `wss://` for TLS, and whether its certificate is trusted: the profile can name a CA.</source>
        <translation>そのポートでサーバーが待ち受けているか、`ws://` か（TLS なら）`wss://` か、証明書が信頼されているかを確認してください。プロファイルで CA を指定できます。</translation>
    </message>
    <message>
        <source>See the path of the URL: `/websocket` is added by the client itself.</source>
        <translation>URL のパスを確認してください。`/websocket` はクライアントが付け加えます。</translation>
    </message>
    <message>
        <source>See whether origin, token and params are what that server wants.</source>
        <translation>origin、トークン、params がそのサーバーの求めるものか確認してください。</translation>
    </message>
    <message>
        <source>*%1* was *refused* with *%2*.</source>
        <translation>*%1* は *%2* で*拒否*されました。</translation>
    </message>
</context>
<context>
    <name>phx::ui::JsonText</name>
    <message>
        <source>There is no payload: write {} for an object without keys.</source>
        <translation>ペイロードがありません。キーのないオブジェクトは {} と書きます。</translation>
    </message>
    <message>
        <source>The value ends before this: only one value is allowed.</source>
        <translation>値はこの前で終わっています。値は 1 つだけ書けます。</translation>
    </message>
    <message>
        <source>A closing } is missing.</source>
        <translation>閉じる } がありません。</translation>
    </message>
    <message>
        <source>A closing ] is missing.</source>
        <translation>閉じる ] がありません。</translation>
    </message>
    <message>
        <source>A comma or } is expected here.</source>
        <translation>ここにはコンマか } が必要です。</translation>
    </message>
    <message>
        <source>A comma or ] is expected here.</source>
        <translation>ここにはコンマか ] が必要です。</translation>
    </message>
    <message>
        <source>The comma before } is one too many.</source>
        <translation>} の前のコンマは余分です。</translation>
    </message>
    <message>
        <source>A key in double quotes is expected here.</source>
        <translation>ここには二重引用符で囲んだキーが必要です。</translation>
    </message>
    <message>
        <source>A colon is expected after the key.</source>
        <translation>キーの後にはコロンが必要です。</translation>
    </message>
    <message>
        <source>The comma before ] is one too many.</source>
        <translation>] の前のコンマは余分です。</translation>
    </message>
    <message>
        <source>Text needs double quotes, not single ones.</source>
        <translation>文字列は単一引用符ではなく二重引用符で囲みます。</translation>
    </message>
    <message>
        <source>A value is expected here: text in double quotes, a number, true, false, null, { or [.</source>
        <translation>ここには値が必要です。二重引用符で囲んだ文字列、数値、true、false、null、{ または [ を書けます。</translation>
    </message>
    <message>
        <source>The nesting is deeper than %1 levels.</source>
        <translation>入れ子が %1 段を超えています。</translation>
    </message>
    <message>
        <source>The text is not closed on its line: a line break inside text is \n.</source>
        <translation>文字列が行内で閉じていません。文字列の中の改行は \n と書きます。</translation>
    </message>
    <message>
        <source>A control character inside text must be written as \u00XX.</source>
        <translation>文字列の中の制御文字は \u00XX と書く必要があります。</translation>
    </message>
    <message>
        <source>The closing double quote of this text is missing.</source>
        <translation>この文字列を閉じる二重引用符がありません。</translation>
    </message>
    <message>
        <source>No such escape: allowed are \&quot; \\ \/ \b \f \n \r \t and \uXXXX.</source>
        <translation>このエスケープは使えません。使えるのは \&quot; \\ \/ \b \f \n \r \t と \uXXXX です。</translation>
    </message>
    <message>
        <source>A digit is expected here.</source>
        <translation>ここには数字が必要です。</translation>
    </message>
    <message>
        <source>A number must not begin with 0.</source>
        <translation>数値を 0 で始めることはできません。</translation>
    </message>
</context>
<context>
    <name>phx::ui::NavigatorText</name>
    <message>
        <source>joined</source>
        <translation>参加中</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>クラッシュ</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>%1 · closed %2</source>
        <comment>a client&apos;s name and a time</comment>
        <translation>%1 · %2 に切断</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>a topic and the state of its channel</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>トピック</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>クライアント</translation>
    </message>
    <message>
        <source>A topic appears at the first join.</source>
        <translation>最初の参加で表示されます。</translation>
    </message>
    <message>
        <source>Nobody has connected yet.</source>
        <translation>まだ誰も接続していません。</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>messages per second</comment>
        <translation>%1/秒</translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s)</source>
        <translation>
            <numerusform>購読者 %n 人</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>メッセージ %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>The last join was refused or crashed.</source>
        <translation>最後の参加は拒否されたか、クラッシュしました。</translation>
    </message>
    <message>
        <source>A join below was refused or crashed.</source>
        <translation>下位のトピックで参加が拒否されたか、クラッシュしました。</translation>
    </message>
    <message>
        <source>Long-poll from %1, serializer %2</source>
        <translation>ロングポーリング、接続元 %1、シリアライザー %2</translation>
    </message>
    <message>
        <source>WebSocket from %1, serializer %2</source>
        <translation>WebSocket、接続元 %1、シリアライザー %2</translation>
    </message>
    <message>
        <source>Socket id %1</source>
        <translation>ソケット ID %1</translation>
    </message>
    <message>
        <source>Closed at %1 with code %2</source>
        <translation>%1 にコード %2 で切断</translation>
    </message>
    <message>
        <source>Generation %1 of this join</source>
        <translation>この参加の第 %1 世代</translation>
    </message>
    <message>
        <source>Client %1, closed at %2</source>
        <translation>クライアント %1、%2 に切断</translation>
    </message>
    <message numerus="yes">
        <source>Client %1, connected, %n channel(s) refused or crashed</source>
        <translation>
            <numerusform>クライアント %1、接続中、%n 個のチャネルが拒否またはクラッシュ</numerusform>
        </translation>
    </message>
    <message>
        <source>Client %1, connected</source>
        <translation>クライアント %1、接続中</translation>
    </message>
    <message>
        <source>Topics that begin with %1</source>
        <translation>%1 で始まるトピック</translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n subscriber(s), last join refused</source>
        <translation>
            <numerusform>トピック %1、購読者 %n 人、最後の参加は拒否</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Topic %1, %n subscriber(s)</source>
        <translation>
            <numerusform>トピック %1、購読者 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>ws</source>
        <comment>short for WebSocket</comment>
        <translation>ws</translation>
    </message>
    <message>
        <source>lp</source>
        <comment>short for long-poll</comment>
        <translation>lp</translation>
    </message>
    <message>
        <source>Built-in clients</source>
        <translation>内蔵クライアント</translation>
    </message>
    <message>
        <source>Join with built-in client…</source>
        <translation>内蔵クライアントで参加…</translation>
    </message>
</context>
<context>
    <name>phx::ui::RowText</name>
    <message>
        <source>%1 sends %2 to %3</source>
        <translation>%1 が %3 に %2 を送信</translation>
    </message>
    <message>
        <source>The server sends %2 of %3 to %1</source>
        <translation>サーバーが %1 に %3 の %2 を送信</translation>
    </message>
    <message numerus="yes">
        <source>Broadcast of %1 on %2 to %n client(s)</source>
        <translation>
            <numerusform>%2 の %1 を %n 個のクライアントにブロードキャスト</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Δ time</source>
        <translation>Δ 時間</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>トピック</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Ref</source>
        <translation>Ref</translation>
    </message>
    <message>
        <source>RTT</source>
        <translation>RTT</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>ペイロード</translation>
    </message>
    <message>
        <source>server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>server started</source>
        <translation>サーバー起動</translation>
    </message>
    <message>
        <source>server stopped</source>
        <translation>サーバー停止</translation>
    </message>
    <message>
        <source>undecodable</source>
        <translation>復号不可</translation>
    </message>
    <message>
        <source>close %1</source>
        <translation>切断 %1</translation>
    </message>
    <message>
        <source>joined</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>join refused</source>
        <translation>参加拒否</translation>
    </message>
    <message>
        <source>channel closed</source>
        <translation>チャネル終了</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>クラッシュ</translation>
    </message>
    <message>
        <source>note</source>
        <translation>注記</translation>
    </message>
    <message>
        <source>%1, round trip %2</source>
        <translation>%1、往復 %2</translation>
    </message>
    <message>
        <source>%1, of an earlier join</source>
        <translation>%1、以前の参加のもの</translation>
    </message>
    <message>
        <source>raw frame</source>
        <translation>生のフレーム</translation>
    </message>
    <message>
        <source>TLS failed</source>
        <translation>TLS 失敗</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>接続不可</translation>
    </message>
</context>
<context>
    <name>phx::ui::RuleText</name>
    <message>
        <source>%1 after %2 ms</source>
        <translation>%2 ms 後に%1</translation>
    </message>
    <message>
        <source>%1 every %2 ms</source>
        <translation>%2 ms ごとに%1</translation>
    </message>
    <message>
        <source>%1 exists</source>
        <translation>%1 がある</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 がない</translation>
    </message>
    <message>
        <source>%1 = %2</source>
        <translation>%1 = %2</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>ignore</source>
        <translation>無視</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source> and </source>
        <translation> かつ </translation>
    </message>
    <message>
        <source>When %1 is joined → %2</source>
        <translation>%1 に参加 → %2</translation>
    </message>
    <message>
        <source>When %1 is joined with %2 → %3</source>
        <translation>%1 に参加（%2）→ %3</translation>
    </message>
    <message>
        <source>When topic %1, event %2 → %3</source>
        <translation>トピック %1、イベント %2 → %3</translation>
    </message>
    <message>
        <source>When topic %1, event %2, if %3 → %4</source>
        <translation>トピック %1、イベント %2（%3）→ %4</translation>
    </message>
    <message>
        <source>deny with %1</source>
        <translation>%1 で拒否</translation>
    </message>
    <message>
        <source>reply %1</source>
        <translation>返信 %1</translation>
    </message>
    <message>
        <source>never answer</source>
        <translation>答えない</translation>
    </message>
    <message>
        <source>broadcast %1</source>
        <translation>%1 をブロードキャスト</translation>
    </message>
    <message>
        <source>broadcast %1 to others</source>
        <translation>%1 を他の全員にブロードキャスト</translation>
    </message>
    <message>
        <source>push %1</source>
        <translation>%1 をプッシュ</translation>
    </message>
    <message>
        <source>track %1</source>
        <translation>%1 を追跡</translation>
    </message>
    <message>
        <source>untrack</source>
        <translation>追跡をやめる</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>クラッシュ</translation>
    </message>
    <message>
        <source>close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>phx::ui::SetNames</name>
    <message>
        <source>Guide chat: room:lobby, new_msg is broadcast</source>
        <translation>ガイドのチャット：room:lobby、new_msg をブロードキャスト</translation>
    </message>
    <message>
        <source>Echo: every message is answered with itself</source>
        <translation>エコー：どのメッセージもそのまま返信</translation>
    </message>
    <message>
        <source>Presence room: user_id is tracked</source>
        <translation>プレゼンスの部屋：user_id を追跡</translation>
    </message>
    <message>
        <source>Token room: connections need token=demo</source>
        <translation>トークンの部屋：接続に token=demo が必要</translation>
    </message>
    <message>
        <source>Denier: every join is refused</source>
        <translation>拒否：参加をすべて拒否</translation>
    </message>
    <message>
        <source>Crasher: messages crash the channel</source>
        <translation>クラッシュ：メッセージでチャネルがクラッシュ</translation>
    </message>
    <message>
        <source>Slow room: answers after 300 ms, ticks every second</source>
        <translation>遅い部屋：300 ms 後に答え、毎秒プッシュ</translation>
    </message>
</context>
<context>
    <name>phx::ui::WindowDialogs</name>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
    <message>
        <source>Start / stop hosting</source>
        <translation>公開の開始 / 停止</translation>
    </message>
    <message>
        <source>Open the demo page</source>
        <translation>デモページを開く</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>フィルターを解除</translation>
    </message>
    <message>
        <source>Filter on a cell of the list</source>
        <translation>一覧のセルで絞り込む</translation>
    </message>
    <message>
        <source>Follow the newest row</source>
        <translation>最新の行に追従</translation>
    </message>
    <message>
        <source>Hold or release the view</source>
        <translation>表示の保留 / 再開</translation>
    </message>
    <message>
        <source>Show or hide heartbeats</source>
        <translation>ハートビートの表示 / 非表示</translation>
    </message>
    <message>
        <source>To the request or its reply</source>
        <translation>要求と返信の間を移動</translation>
    </message>
    <message>
        <source>Explain the selection</source>
        <translation>選択行を解説</translation>
    </message>
    <message>
        <source>Send the composed message</source>
        <translation>作成したメッセージを送信</translation>
    </message>
    <message>
        <source>Crash the selected channel</source>
        <translation>選択したチャネルをクラッシュ</translation>
    </message>
    <message>
        <source>Cut the selected connection</source>
        <translation>選択した接続を切る</translation>
    </message>
    <message>
        <source>Save a copy / export</source>
        <translation>コピーを保存 / 書き出し</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Single keys work while the list has the focus.</source>
        <translation>1 文字のキーは、一覧にフォーカスがあるときに使えます。</translation>
    </message>
    <message>
        <source>About Channelscope</source>
        <translation>Channelscope について</translation>
    </message>
    <message>
        <source>Hosts Phoenix Channels, shows every message, and breaks things on purpose.</source>
        <translation>Phoenix チャネルを公開し、すべてのメッセージを表示し、意図的に障害を起こします。</translation>
    </message>
    <message>
        <source>Copyright 2026 The Channelscope authors. Licence: MIT.

It uses, unchanged and linked dynamically:
Qt %1, LGPL-3.0, The Qt Company and contributors;
SQLite, public domain; zlib, zlib licence; OpenSSL 3, Apache-2.0.

The demo page uses phoenix.js, MIT, Chris McCord and contributors.</source>
        <translation>Copyright 2026 The Channelscope authors. ライセンス: MIT

次のものを変更せず、動的リンクで使用しています。
Qt %1、LGPL-3.0、The Qt Company と貢献者
SQLite、パブリックドメイン / zlib、zlib ライセンス / OpenSSL 3、Apache-2.0

デモページは phoenix.js（MIT、Chris McCord と貢献者）を使用しています。</translation>
    </message>
    <message>
        <source>New client</source>
        <translation>新しいクライアント</translation>
    </message>
    <message>
        <source>Join a topic as a client</source>
        <translation>クライアントとしてトピックに参加</translation>
    </message>
    <message>
        <source>To the topics, the messages, the detail, and the tabs at the bottom</source>
        <translation>トピック、メッセージ、詳細、下のタブへ移動</translation>
    </message>
</context>
</TS>
