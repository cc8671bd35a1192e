<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>This node is not part of a swarm</source>
        <translation>このノードはスウォームに属していません</translation>
    </message>
    <message>
        <source>This node is a worker: connect to a manager to change anything</source>
        <translation>このノードはワーカーです。変更するにはマネージャーに接続してください</translation>
    </message>
    <message>
        <source>This manager is locked: unlock it first</source>
        <translation>このマネージャーはロックされています。先に解除してください</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed until enough of them are back</source>
        <translation>マネージャーの過半数がありません。十分な数が戻るまで何も変更できません</translation>
    </message>
    <message>
        <source>This node is part of a swarm already</source>
        <translation>このノードはすでにスウォームの一部です</translation>
    </message>
    <message>
        <source>This manager is not locked</source>
        <translation>このマネージャーはロックされていません</translation>
    </message>
    <message>
        <source>The managers have their majority</source>
        <translation>マネージャーの過半数があります</translation>
    </message>
    <message>
        <source>There is no connection: what is shown may be out of date</source>
        <translation>接続がありません。表示は古い可能性があります</translation>
    </message>
    <message>
        <source>Still connecting</source>
        <translation>接続中です</translation>
    </message>
    <message>
        <source>You are viewing %1: go back to LIVE to change anything</source>
        <translation>%1 を表示中です。変更するにはライブに戻ってください</translation>
    </message>
    <message>
        <source>This connection is read-only (Preferences change that)</source>
        <translation>この接続は読み取り専用です (設定で変更できます)</translation>
    </message>
    <message>
        <source>Nothing of the right kind is selected</source>
        <translation>適切な種類のものが選択されていません</translation>
    </message>
</context>
<context>
    <name>Alert</name>
    <message>
        <source>Node %1 went down.</source>
        <translation>ノード %1 がダウンしました。</translation>
    </message>
    <message>
        <source>The update of %1 is paused.</source>
        <translation>%1 の更新が一時停止しています。</translation>
    </message>
    <message>
        <source>%1 is rolled back.</source>
        <translation>%1 をロールバックしています。</translation>
    </message>
    <message>
        <source>The rollback of %1 is paused.</source>
        <translation>%1 のロールバックが一時停止しています。</translation>
    </message>
    <message>
        <source>%1 was rolled back.</source>
        <translation>%1 はロールバックされました。</translation>
    </message>
    <message>
        <source>The managers' majority is at risk or lost</source>
        <translation>マネージャーの過半数が危うい、または失われた</translation>
    </message>
    <message>
        <source>A node goes down</source>
        <translation>ノードがダウンした</translation>
    </message>
    <message>
        <source>An update is paused or rolled back</source>
        <translation>更新が一時停止またはロールバックされた</translation>
    </message>
    <message>
        <source>A certificate holds for less than 7 days</source>
        <translation>証明書の残りが 7 日を切ったとき</translation>
    </message>
    <message>
        <source>An operation that took long is over</source>
        <translation>時間のかかった操作が終わったとき</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed or rescheduled.</source>
        <translation>マネージャーの過半数がありません: 変更も再配置もできません。</translation>
    </message>
    <message>
        <source>%1 of %2 managers can be reached: no further one may be lost.</source>
        <translation>マネージャー %2 台中 %1 台に到達できます: これ以上失うことはできません。</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 が失敗しました: %2</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: 完了</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 needs attention</source>
        <translation>%1 に注意が必要です</translation>
    </message>
</context>
<context>
    <name>CertificateAlert</name>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>%1 の証明書の期限が切れました。</translation>
    </message>
    <message>
        <source>The certificate of %1 expires in %2.</source>
        <translation>%1 の証明書は %2 後に期限が切れます。</translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message numerus="yes">
        <source>%1 of %n node(s) are on the new root</source>
        <translation>
            <numerusform>%n ノード中 %1 が新しいルートに移行済み</numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>%1; waiting: %2.</source>
        <translation>%1、待機中: %2。</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>ClusterActions</name>
    <message>
        <source>Only a manager knows the join tokens</source>
        <translation>参加トークンを知っているのはマネージャーだけです</translation>
    </message>
    <message>
        <source>No manager tells an address to join at</source>
        <translation>参加先のアドレスを示すマネージャーがありません</translation>
    </message>
    <message>
        <source>This server rotates the root of a swarm of one node only</source>
        <translation>このサーバーがルートを更新できるのは 1 ノードのスウォームだけです</translation>
    </message>
    <message>
        <source>Autolock…</source>
        <translation>自動ロック…</translation>
    </message>
    <message>
        <source>Review Change Set…</source>
        <translation>変更セットを確認…</translation>
    </message>
    <message>
        <source>The change set is being applied</source>
        <translation>変更セットを適用しています</translation>
    </message>
    <message>
        <source>Nothing is staged: forms and previews can add to the change set instead of sending</source>
        <translation>保留中の変更はありません: フォームやプレビューから、送信せずに変更セットへ追加できます</translation>
    </message>
    <message>
        <source>Undo Last Operation</source>
        <translation>最後の操作を元に戻す</translation>
    </message>
    <message>
        <source>Nothing that was done in this window can be undone</source>
        <translation>このウィンドウで行った操作に元に戻せるものはありません</translation>
    </message>
    <message>
        <source>Go On with the Interrupted Operation</source>
        <translation>中断された操作を続行</translation>
    </message>
    <message>
        <source>Nothing that has a further step was interrupted</source>
        <translation>次の段階を残して中断された操作はありません</translation>
    </message>
    <message>
        <source>Stop Waiting for the Last Operation</source>
        <translation>最後の操作を待つのをやめる</translation>
    </message>
    <message>
        <source>Nothing is waited for</source>
        <translation>待っているものはありません</translation>
    </message>
    <message>
        <source>Rotate Root CA…</source>
        <translation>ルート CA を更新…</translation>
    </message>
    <message>
        <source>Create a Cluster Here…</source>
        <translation>ここにクラスターを作成…</translation>
    </message>
    <message>
        <source>Join a Cluster…</source>
        <translation>クラスターに参加…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロック解除…</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>ノードを追加…</translation>
    </message>
    <message>
        <source>Copy Join Command for a Worker</source>
        <translation>ワーカーの参加コマンドをコピー</translation>
    </message>
    <message>
        <source>Copy Join Command for a Manager</source>
        <translation>マネージャーの参加コマンドをコピー</translation>
    </message>
    <message>
        <source>Rotate Worker Token…</source>
        <translation>ワーカートークンを更新…</translation>
    </message>
    <message>
        <source>Rotate Manager Token…</source>
        <translation>マネージャートークンを更新…</translation>
    </message>
    <message>
        <source>Managers Are Gone for Good…</source>
        <translation>マネージャーはもう戻らない…</translation>
    </message>
    <message>
        <source>Leave the Swarm…</source>
        <translation>スウォームを離脱…</translation>
    </message>
</context>
<context>
    <name>Connect</name>
    <message>
        <source>%1 on this computer</source>
        <translation>このコンピューター上の %1</translation>
    </message>
</context>
<context>
    <name>Effect</name>
    <message>
        <source>all at once</source>
        <translation>すべて同時</translation>
    </message>
    <message>
        <source>%1 at a time</source>
        <translation>一度に %1</translation>
    </message>
    <message>
        <source>, at least %1</source>
        <translation>、所要時間 %1 以上</translation>
    </message>
    <message>
        <source>There is one replica and the old one stops first: while it is replaced, none runs.</source>
        <translation>レプリカは 1 つで、古い方が先に停止します。置き換え中は 1 つも動きません。</translation>
    </message>
    <message>
        <source>No node meets its constraints: its tasks would wait.</source>
        <translation>制約を満たすノードがなく、タスクは待機になります。</translation>
    </message>
    <message>
        <source>Port %1 is taken on each node it runs on: of %2 replicas only %3 find a node.</source>
        <translation>ポート %1 は動作する各ノードで占有されます。レプリカ %2 のうちノードが見つかるのは %3 だけです。</translation>
    </message>
    <message>
        <source>With at most %1 on a node, only %2 of %3 replicas find a node.</source>
        <translation>1 ノードに最大 %1 では、レプリカ %3 のうちノードが見つかるのは %2 だけです。</translation>
    </message>
    <message>
        <source>“latest” is whatever the registry has when a node pulls it: nodes may run different versions.</source>
        <translation>「latest」はノードが取得した時点のレジストリの内容です。ノードごとに違うバージョンが動く可能性があります。</translation>
    </message>
    <message>
        <source>No health check is given here: unless the image has one, an update only notices tasks that end.</source>
        <translation>ヘルスチェックが指定されていません。イメージになければ、更新では終了したタスクしか検知できません。</translation>
    </message>
    <message>
        <source>It is being updated: what is left may start at once, before the new pace counts.</source>
        <translation>更新中です。新しいペースが適用される前に、残りがすべて一度に開始されることがあります。</translation>
    </message>
    <message numerus="yes">
        <source>It is being updated: %n more task(s) may start before the new pace counts.</source>
        <translation>
            <numerusform>更新中です。新しいペースが適用される前に、あと %n 個のタスクが開始されることがあります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>matches %1 of %n node(s) that are ready and active</source>
        <translation>
            <numerusform>準備完了で有効な %n ノード中 %1 に一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) start.</source>
        <translation>
            <numerusform>%n タスクが開始します。</numerusform>
        </translation>
    </message>
    <message>
        <source>One task starts on each node that meets its constraints, and on those that come later.</source>
        <translation>制約を満たす各ノードで 1 タスクが開始し、後から来たノードでも開始します。</translation>
    </message>
    <message>
        <source>A job: its tasks run once, to their end.</source>
        <translation>ジョブ: タスクは終わるまで一度だけ実行されます。</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>まだ変更はありません。</translation>
    </message>
    <message>
        <source>No task runs that would have to restart.</source>
        <translation>再起動が必要なタスクは動いていません。</translation>
    </message>
    <message numerus="yes">
        <source>All %n task(s) are replaced, %1.</source>
        <translation>
            <numerusform>全 %n タスクを置き換えます (%1)。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) must leave their node and are replaced; the others stay.</source>
        <translation>
            <numerusform>%n タスクはノードを離れて置き換えられ、残りはそのままです。</numerusform>
        </translation>
    </message>
    <message>
        <source>No task restarts.</source>
        <translation>再起動するタスクはありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) stop.</source>
        <translation>
            <numerusform>%n タスクが停止します。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>joined as a manager</source>
        <translation>マネージャーとして参加</translation>
    </message>
    <message>
        <source>joined as a worker</source>
        <translation>ワーカーとして参加</translation>
    </message>
    <message>
        <source>went down</source>
        <translation>停止しました</translation>
    </message>
    <message>
        <source>went down: %1</source>
        <translation>停止しました: %1</translation>
    </message>
    <message>
        <source>is back</source>
        <translation>復帰しました</translation>
    </message>
    <message>
        <source>is ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>切断</translation>
    </message>
    <message>
        <source>has not reported yet</source>
        <translation>まだ報告がありません</translation>
    </message>
    <message>
        <source>availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>promoted to manager</source>
        <translation>マネージャーに昇格</translation>
    </message>
    <message>
        <source>demoted to worker</source>
        <translation>ワーカーに降格</translation>
    </message>
    <message>
        <source>leads now</source>
        <translation>リーダーになりました</translation>
    </message>
    <message>
        <source>leads no more</source>
        <translation>リーダーではなくなりました</translation>
    </message>
    <message>
        <source>cannot be reached by the other managers</source>
        <translation>他のマネージャーから到達できません</translation>
    </message>
    <message>
        <source>is reached by the other managers again</source>
        <translation>他のマネージャーから再び到達できます</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>update started</source>
        <translation>更新開始</translation>
    </message>
    <message>
        <source>update completed</source>
        <translation>更新完了</translation>
    </message>
    <message>
        <source>update paused</source>
        <translation>更新一時停止</translation>
    </message>
    <message>
        <source>update paused: %1</source>
        <translation>更新一時停止: %1</translation>
    </message>
    <message>
        <source>rollback started</source>
        <translation>ロールバック開始</translation>
    </message>
    <message>
        <source>rollback started: %1</source>
        <translation>ロールバック開始: %1</translation>
    </message>
    <message>
        <source>rollback paused</source>
        <translation>ロールバック一時停止</translation>
    </message>
    <message>
        <source>rollback paused: %1</source>
        <translation>ロールバック一時停止: %1</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>ロールバック済み</translation>
    </message>
    <message numerus="yes">
        <source>created: %1, %n replica(s)</source>
        <translation>
            <numerusform>作成: %1、レプリカ %n</numerusform>
        </translation>
    </message>
    <message>
        <source>created: %1, %2</source>
        <translation>作成: %1、%2</translation>
    </message>
    <message>
        <source>waits for a node: %1</source>
        <translation>ノード待ち: %1</translation>
    </message>
    <message>
        <source>runs on %1</source>
        <translation>%1 で実行中</translation>
    </message>
    <message>
        <source>completed on %1</source>
        <translation>%1 で完了</translation>
    </message>
    <message>
        <source>stopped on %1</source>
        <translation>%1 で停止</translation>
    </message>
    <message>
        <source>failed on %1: %2</source>
        <translation>%1 で失敗: %2</translation>
    </message>
    <message>
        <source>failed on %1: exit code %2</source>
        <translation>%1 で失敗: 終了コード %2</translation>
    </message>
    <message>
        <source>failed on %1: exit code %2, %3</source>
        <translation>%1 で失敗: 終了コード %2、%3</translation>
    </message>
    <message>
        <source>refused by %1: %2</source>
        <translation>%1 が拒否: %2</translation>
    </message>
    <message>
        <source>lost with %1</source>
        <translation>%1 とともに喪失</translation>
    </message>
    <message>
        <source>rotation of the root certificate started</source>
        <translation>ルート証明書の更新を開始</translation>
    </message>
    <message>
        <source>rotation of the root certificate ended</source>
        <translation>ルート証明書の更新が終了</translation>
    </message>
    <message>
        <source>task history</source>
        <translation>タスク履歴</translation>
    </message>
    <message>
        <source>validity of certificates</source>
        <translation>証明書の有効期間</translation>
    </message>
    <message>
        <source>heartbeat</source>
        <translation>ハートビート</translation>
    </message>
    <message>
        <source>managers lock themselves</source>
        <translation>マネージャーは自動でロックします</translation>
    </message>
    <message>
        <source>managers lock themselves no more</source>
        <translation>マネージャーは自動でロックしません</translation>
    </message>
    <message>
        <source>other Raft settings</source>
        <translation>その他の Raft 設定の変更</translation>
    </message>
    <message>
        <source>swarm</source>
        <comment>kind</comment>
        <translation>スウォーム</translation>
    </message>
    <message>
        <source>node</source>
        <comment>kind</comment>
        <translation>ノード</translation>
    </message>
    <message>
        <source>service</source>
        <comment>kind</comment>
        <translation>サービス</translation>
    </message>
    <message>
        <source>network</source>
        <comment>kind</comment>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>task</source>
        <comment>kind</comment>
        <translation>タスク</translation>
    </message>
    <message>
        <source>secret</source>
        <comment>kind</comment>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>config</source>
        <comment>kind</comment>
        <translation>コンフィグ</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>created</source>
        <translation>作成</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Filter: any words, or kind: name: text:…</source>
        <translation>フィルター: 任意の語、または kind: name: text:…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>時間範囲</translation>
    </message>
    <message>
        <source>all that is recorded</source>
        <translation>記録されたすべて</translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation>過去 15 分</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>過去 1 時間</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>過去 1 日</translation>
    </message>
    <message>
        <source>up to the moment shown</source>
        <translation>表示中の時点まで</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>イベント %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>CSV として書き出す</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
    <message>
        <source>Kept in memory only: %1</source>
        <translation>メモリ内のみ保持: %1</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Container</source>
        <translation>コンテナ</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>Entry point</source>
        <translation>エントリーポイント</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境変数</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>変数 %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>制約</translation>
    </message>
    <message>
        <source>%1 CPU</source>
        <translation>%1 CPU</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>予約</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>the engine could not start it</source>
        <translation>エンジンが起動できませんでした</translation>
    </message>
    <message>
        <source>the command cannot be executed</source>
        <translation>コマンドを実行できません</translation>
    </message>
    <message>
        <source>the command was not found</source>
        <translation>コマンドが見つかりません</translation>
    </message>
    <message>
        <source>it aborted itself</source>
        <translation>自ら異常終了しました</translation>
    </message>
    <message>
        <source>killed, possibly out of memory</source>
        <translation>強制終了 (メモリ不足の可能性)</translation>
    </message>
    <message>
        <source>it crashed: invalid memory reference</source>
        <translation>クラッシュしました: 不正なメモリ参照</translation>
    </message>
    <message>
        <source>ended by SIGTERM</source>
        <translation>SIGTERM により終了</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>マシン</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source> (leader)</source>
        <translation> (リーダー)</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>プラットフォーム</translation>
    </message>
    <message>
        <source>CPUs</source>
        <translation>CPU 数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>プラグイン</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Engine labels</source>
        <translation>エンジンのラベル</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>%1, wanted: %2</source>
        <translation>%1、目標: %2</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>終了コード</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Earlier attempts</source>
        <translation>以前の試行</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>ドライバー</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>スコープ</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用元</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>サブネット</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>ゲートウェイ</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>no service refers to it</source>
        <translation>参照するサービスはありません</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>nobody can read it back</source>
        <translation>誰も読み出せません</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
</context>
<context>
    <name>FieldKinds</name>
    <message>
        <source>“%1” is not a whole number from 0</source>
        <translation>「%1」は 0 以上の整数ではありません</translation>
    </message>
    <message>
        <source>“%1” is not a share between 0 and 1</source>
        <translation>「%1」は 0〜1 の割合ではありません</translation>
    </message>
    <message>
        <source>“%1” is not a duration such as 500ms, 10s or 1m30s</source>
        <translation>「%1」は 500ms、10s、1m30s のような期間ではありません</translation>
    </message>
    <message>
        <source>“%1” is not a size such as 64M or 2G</source>
        <translation>「%1」は 64M や 2G のようなサイズではありません</translation>
    </message>
    <message>
        <source>“%1” is not a number of CPUs such as 0.5</source>
        <translation>「%1」は 0.5 のような CPU 数ではありません</translation>
    </message>
    <message>
        <source>“%1” has no name</source>
        <translation>「%1」に名前がありません</translation>
    </message>
    <message>
        <source>“%1” stands there twice</source>
        <translation>「%1」が重複しています</translation>
    </message>
    <message>
        <source>“%1” is not a port between 0 and 65535</source>
        <translation>「%1」は 0〜65535 のポートではありません</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>%1 of %2 managers can be reached: no further one may be lost.</source>
        <translation>マネージャー %2 台中 %1 台に到達できます: これ以上失うことはできません。</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) not ready: %1.</source>
        <translation>
            <numerusform>準備のできていないノード %n 台: %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) paused: %1.</source>
        <translation>
            <numerusform>一時停止中の更新 %n 件: %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) rolling back: %1.</source>
        <translation>
            <numerusform>ロールバック中のサービス %n 個: %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) run fewer tasks than wanted: %1.</source>
        <translation>
            <numerusform>タスクが必要数に足りないサービス %n 個: %1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) wait for a node.</source>
        <translation>
            <numerusform>%n 個のタスクがノードを待っています。</numerusform>
        </translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>過半数なし</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>ロック中</translation>
    </message>
    <message>
        <source>a worker</source>
        <translation>ワーカー</translation>
    </message>
    <message>
        <source>no swarm</source>
        <translation>スウォームなし</translation>
    </message>
</context>
<context>
    <name>FormLayout</name>
    <message>
        <source>Your unfinished changes are back.</source>
        <translation>未完了の変更を復元しました。</translation>
    </message>
    <message>
        <source>Discard them</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Reading the service…</source>
        <translation>サービスを読み込み中…</translation>
    </message>
    <message>
        <source>Pin the digest of the image</source>
        <translation>イメージのダイジェストを固定</translation>
    </message>
    <message>
        <source>Asks the registry which image the tag stands for now, so that every node runs the same one.</source>
        <translation>タグが現在どのイメージを指すかレジストリに尋ね、全ノードで同じものを動かします。</translation>
    </message>
    <message>
        <source>Image, name and number are enough. Everything else has a default; the sections on the left change it.</source>
        <translation>イメージ、名前、数だけで十分です。他には既定値があり、左のセクションで変更できます。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>もう一度試す</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>変更セットに追加</translation>
    </message>
</context>
<context>
    <name>GapFreeDrain</name>
    <message>
        <source>it runs once on each node</source>
        <translation>各ノードで 1 つずつ動くサービスです</translation>
    </message>
    <message>
        <source>a job comes to its own end</source>
        <translation>ジョブは自ら終了します</translation>
    </message>
    <message>
        <source>it publishes a port of its node</source>
        <translation>ノードのポートを公開しています</translation>
    </message>
    <message>
        <source>no node may take more than %1 of it</source>
        <translation>1 ノードに %1 個までしか置けません</translation>
    </message>
    <message>
        <source>two of its tasks might not have its volume at once</source>
        <translation>2 つのタスクがボリュームを同時に使えないおそれがあります</translation>
    </message>
    <message>
        <source>it is being updated</source>
        <translation>更新中です</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n more task(s) run elsewhere; waiting for %2</source>
        <translation>
            <numerusform>追加の %n タスクのうち %1 が別の場所で動作中、%2 を待っています</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>%1 is active: it was never paused, or somebody has activated it since</source>
        <translation>%1 はアクティブです。一時停止されなかったか、その後に誰かがアクティブにしました</translation>
    </message>
    <message>
        <source>it was interrupted before all of it had begun</source>
        <translation>すべてが始まる前に中断されました</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>%1 on %2</source>
        <comment>what is done, tag of the cluster</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>More than %1 objects of a production cluster are changed by a change set: one after the other, and no further than the first that fails.</source>
        <translation>本番クラスターのオブジェクトを %1 個より多く変更するときは変更セットを使います。1 つずつ順に適用し、最初に失敗したところで止まります。</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>緩やか</translation>
    </message>
    <message>
        <source>Guarded</source>
        <translation>保護</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>本番</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>茶</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>紫</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>ピンク</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>オリーブ</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>ターコイズ</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>For a lab: what cannot be undone is asked about, and nothing has to be typed.</source>
        <translation>実験環境向け: 元に戻せない操作は確認しますが、入力は求めません。</translation>
    </message>
    <message>
        <source>What cannot be undone needs the name of the object typed where running tasks depend on it.</source>
        <translation>元に戻せない操作では、実行中のタスクが依存している場合にオブジェクトの名前の入力を求めます。</translation>
    </message>
    <message>
        <source>Every button that changes something carries the cluster's tag. What cannot be undone needs the cluster's name typed. More than %1 objects at once go through a change set.</source>
        <translation>変更を行うボタンにはすべてクラスターのタグが付きます。元に戻せない操作ではクラスターの名前の入力を求めます。一度に %1 個より多いオブジェクトは変更セットを通します。</translation>
    </message>
    <message>
        <source>Nothing is changed from here: only requests that read leave the program.</source>
        <translation>ここからは何も変更しません。読み取りの要求だけがプログラムから送られます。</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Connect to %1</source>
        <translation>%1 に接続</translation>
    </message>
    <message>
        <source> It failed at “%1”.</source>
        <translation>「%1」で失敗しました。</translation>
    </message>
    <message>
        <source>No connection.</source>
        <translation>接続していません。</translation>
    </message>
    <message>
        <source>No connection; showing %1.</source>
        <translation>接続していません。%1 の状態を表示しています。</translation>
    </message>
    <message>
        <source>Try Now</source>
        <translation>今すぐ再試行</translation>
    </message>
    <message>
        <source>Connect Elsewhere…</source>
        <translation>別の場所に接続…</translation>
    </message>
    <message>
        <source>%1 is not part of a swarm. Create one here, or join one with its token.</source>
        <translation>%1 はスウォームに属していません。ここで作成するか、トークンで参加してください。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Create a Cluster Here…</source>
        <translation>ここにクラスターを作成…</translation>
    </message>
    <message>
        <source>Join a Cluster…</source>
        <translation>クラスターに参加…</translation>
    </message>
    <message>
        <source>%1 is a worker: only a manager can show and change the swarm.</source>
        <translation>%1 はワーカーです。スウォームの表示と変更はマネージャーだけができます。</translation>
    </message>
    <message>
        <source>This manager is locked: it has restarted and needs the unlock key, which any other manager can show.</source>
        <translation>このマネージャーはロックされています。再起動したためロック解除キーが必要で、他のどのマネージャーでも表示できます。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>ロック解除…</translation>
    </message>
    <message>
        <source>The managers have no majority. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>マネージャーの過半数がありません。実行中のサービスは動き続けますが、変更も再配置もできません。</translation>
    </message>
    <message>
        <source>No majority: %1 of %2 managers needed. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>過半数がありません: %2 台中 %1 台が必要です。実行中のサービスは動き続けますが、変更も再配置もできません。</translation>
    </message>
    <message>
        <source>Which Managers Are Down</source>
        <translation>停止中のマネージャー</translation>
    </message>
    <message>
        <source>They Are Gone for Good…</source>
        <translation>もう戻らない…</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting (%2)…</source>
        <translation>%1 の状態を表示中、再接続しています (%2)…</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting…</source>
        <translation>%1 の状態を表示中、再接続しています…</translation>
    </message>
</context>
<context>
    <name>Heat</name>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>タスク %n</numerusform>
        </translation>
    </message>
    <message>
        <source>not compared: %1</source>
        <translation>比較対象外: %1</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>比較対象外</translation>
    </message>
    <message>
        <source>at the mean</source>
        <translation>平均と同じ</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) above the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>平均より %n ポイント上</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>平均より %n ポイント下</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 above the mean</source>
        <translation>平均より %1 多い</translation>
    </message>
    <message>
        <source>%1 below the mean</source>
        <translation>平均より %1 少ない</translation>
    </message>
    <message numerus="yes">
        <source>%1; mean of %n node(s): %2</source>
        <comment>what is compared; what it is</comment>
        <translation>
            <numerusform>%1、ノード %n 台の平均: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no node can be compared</source>
        <translation>%1: 比較できるノードがありません</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>Reserved CPU</source>
        <translation>予約済み CPU</translation>
    </message>
    <message>
        <source>Reserved memory</source>
        <translation>予約済みメモリ</translation>
    </message>
</context>
<context>
    <name>HistoryActions</name>
    <message>
        <source>Back to LIVE</source>
        <translation>ライブに戻る</translation>
    </message>
    <message>
        <source>What is shown is live</source>
        <translation>ライブの状態を表示しています</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>キーとその働き</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>働き</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Between the sidebar and the page</source>
        <translation>サイドバーとページの間を移動</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>マップ</translation>
    </message>
    <message>
        <source>Drain, activate, pause the chosen nodes</source>
        <translation>選択ノードのドレイン、有効化、一時停止</translation>
    </message>
    <message>
        <source>From node to node</source>
        <translation>ノード間を移動</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <comment>on the keyboard</comment>
        <translation>矢印キー</translation>
    </message>
    <message>
        <source>To the node of that name</source>
        <translation>その名前のノードへ</translation>
    </message>
    <message>
        <source>its first letters</source>
        <comment>on the keyboard</comment>
        <translation>先頭の文字</translation>
    </message>
    <message>
        <source>Larger, smaller, everything</source>
        <translation>拡大、縮小、全体</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>選択行をコピー</translation>
    </message>
    <message>
        <source>Copy them as JSON</source>
        <translation>JSON としてコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>The tasks on it stop and are started elsewhere. It stays in the list as down until it is removed there, and needs a join token to come back.</source>
        <translation>その上のタスクは停止し、別の場所で開始します。そこで削除されるまで停止として一覧に残り、戻るには参加トークンが必要です。</translation>
    </message>
    <message>
        <source>%1 is the last manager: the swarm is dissolved. Its services, secrets, configs and networks are lost; there is no undo.</source>
        <translation>%1 は最後のマネージャーです。スウォームは解散します。サービス、シークレット、コンフィグ、ネットワークは失われ、元に戻せません。</translation>
    </message>
    <message>
        <source>Dissolve the swarm</source>
        <translation>スウォームを解散</translation>
    </message>
    <message>
        <source>%1 is one of %2 managers. Without it only %3 can be reached and %4 are needed: the swarm would lose its majority, and nothing could be changed any more. Demote it first.</source>
        <translation>%1 は %2 台のマネージャーの 1 台です。これがないと到達できるのは %3 台だけで、%4 台が必要です。スウォームは過半数を失い、何も変更できなくなります。先に降格してください。</translation>
    </message>
    <message>
        <source>Leave although the swarm loses its majority</source>
        <translation>スウォームが過半数を失っても離脱する</translation>
    </message>
    <message>
        <source>%1 is one of %2 managers. It stays a member that is down: %3 of %2 can be reached then. Demoting it first is the clean way.</source>
        <translation>%1 は %2 台のマネージャーの 1 台です。停止したメンバーとして残り、到達できるのは %2 台中 %3 台になります。先に降格するのが正しい手順です。</translation>
    </message>
    <message>
        <source>Leave although it is a manager</source>
        <translation>マネージャーでも離脱する</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>nobody yet</source>
        <translation>まだ誰もいません</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>not compared</source>
        <translation>比較対象外</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>Task Logs</source>
        <translation>タスクのログ</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>This server does not offer logs</source>
        <translation>このサーバーはログを提供しません</translation>
    </message>
    <message>
        <source>Select one</source>
        <translation>1 つ選んでください</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Service or task</source>
        <translation>サービスまたはタスク</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>タスク %1</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>動き</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
</context>
<context>
    <name>NodeActions</name>
    <message>
        <source>Labels…</source>
        <translation>ラベル…</translation>
    </message>
    <message>
        <source>Select one node</source>
        <translation>ノードを 1 つ選んでください</translation>
    </message>
    <message>
        <source>What If It Fails…</source>
        <translation>故障したら…</translation>
    </message>
    <message>
        <source>Select a node</source>
        <translation>ノードを選択してください</translation>
    </message>
    <message>
        <source>What if %1 fails?</source>
        <translation>%1 が故障したら?</translation>
    </message>
    <message>
        <source>Its tasks stop at once, and once it counts as down others take their place. Nothing is sent.</source>
        <translation>そのタスクはすぐに止まり、ダウンと見なされると別のタスクが代わります。何も送信されません。</translation>
    </message>
    <message>
        <source>Drain…</source>
        <translation>ドレイン…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>有効化</translation>
    </message>
    <message>
        <source>Promote to Manager…</source>
        <translation>マネージャーに昇格…</translation>
    </message>
    <message>
        <source>Demote to Worker…</source>
        <translation>ワーカーに降格…</translation>
    </message>
    <message>
        <source>Remove from Swarm…</source>
        <translation>スウォームから削除…</translation>
    </message>
</context>
<context>
    <name>NodeChanges</name>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 はもうありません</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>node, what it is</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>%1 of %2 tasks left</source>
        <translation>残りタスク %1 / %2</translation>
    </message>
    <message>
        <source>Drain %1 without gaps</source>
        <translation>%1 を途切れなくドレイン</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>%1 をドレイン</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 を一時停止</translation>
    </message>
    <message>
        <source>Activate %1</source>
        <translation>%1 を有効化</translation>
    </message>
    <message>
        <source>Promote %1</source>
        <translation>%1 を昇格</translation>
    </message>
    <message>
        <source>Demote %1</source>
        <translation>%1 を降格</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 を削除</translation>
    </message>
</context>
<context>
    <name>NodeRules</name>
    <message>
        <source>It is a worker already</source>
        <translation>すでにワーカーです</translation>
    </message>
    <message>
        <source>It is the last manager: promote another node first, or the swarm would have nobody to lead it</source>
        <translation>最後のマネージャーです。先に別のノードを昇格しないと、スウォームを率いるものがなくなります</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed until enough of them are back</source>
        <translation>マネージャーの過半数がありません。十分な数が戻るまで何も変更できません</translation>
    </message>
    <message>
        <source>Only %1 of the %2 managers left would be reachable: the swarm would lose its majority</source>
        <translation>残る %2 台のマネージャーのうち到達できるのは %1 台だけで、スウォームは過半数を失います</translation>
    </message>
    <message>
        <source>quorum %1/%2 (may lose %3)</source>
        <translation>クォーラム %1/%2 (失ってよい数 %3)</translation>
    </message>
    <message>
        <source>Select a node first</source>
        <translation>先にノードを選んでください</translation>
    </message>
    <message>
        <source>It is drained already</source>
        <translation>すでにドレイン済みです</translation>
    </message>
    <message>
        <source>It is paused already</source>
        <translation>すでに一時停止中です</translation>
    </message>
    <message>
        <source>It is active already</source>
        <translation>すでに有効です</translation>
    </message>
    <message>
        <source>It is a manager already</source>
        <translation>すでにマネージャーです</translation>
    </message>
    <message>
        <source>A node that is not ready cannot become a manager: it could not take part in decisions</source>
        <translation>準備未完了のノードはマネージャーになれません。意思決定に加われないためです</translation>
    </message>
    <message>
        <source>It is a manager: demote it first</source>
        <translation>マネージャーです。先に降格してください</translation>
    </message>
    <message numerus="yes">
        <source>Drain %1: %n task(s) leave.</source>
        <translation>
            <numerusform>%1 をドレイン: %n タスクが離れます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause %1: tasks stay, no new ones come.</source>
        <translation>%1 を一時停止: タスクは残り、新しいものは来ません。</translation>
    </message>
    <message>
        <source>Activate %1: it may get tasks again.</source>
        <translation>%1 を有効化: 再びタスクを受け取れます。</translation>
    </message>
    <message>
        <source>Promote %1: %2 managers, still may lose %3.</source>
        <translation>%1 を昇格: マネージャー %2 台、失ってよい数は %3 のまま。</translation>
    </message>
    <message>
        <source>Promote %1: %2 managers, may lose %3 instead of %4.</source>
        <translation>%1 を昇格: マネージャー %2 台、失ってよい数は %4 から %3 に。</translation>
    </message>
    <message>
        <source>Demote %1: %2 managers, still may lose %3.</source>
        <translation>%1 を降格: マネージャー %2 台、失ってよい数は %3 のまま。</translation>
    </message>
    <message>
        <source>Demote %1: %2 managers, may lose %3 instead of %4.</source>
        <translation>%1 を降格: マネージャー %2 台、失ってよい数は %4 から %3 に。</translation>
    </message>
    <message>
        <source>Remove %1 from the swarm: it needs a join token to come back.</source>
        <translation>%1 をスウォームから削除: 戻るには参加トークンが必要です。</translation>
    </message>
    <message>
        <source>It leads: the other managers elect a new leader, one to two seconds without changes.</source>
        <translation>リーダーです。他のマネージャーが新しいリーダーを選び、1〜2 秒間は変更できません。</translation>
    </message>
    <message>
        <source>With %1 managers the swarm may lose no more of them than with %2: an odd number is better.</source>
        <translation>マネージャーが %1 台でも、失ってよい数は %2 台のときと同じです。奇数のほうが有利です。</translation>
    </message>
    <message>
        <source>No other node can take tasks: everything that needs a place would wait.</source>
        <translation>他にタスクを受け入れるノードがありません。置き場所が必要なものはすべて待機します。</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>ノード %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObjectActions</name>
    <message>
        <source>This server does not offer it</source>
        <translation>このサーバーにはこの機能がありません</translation>
    </message>
    <message>
        <source>Select one</source>
        <translation>1 つ選んでください</translation>
    </message>
    <message>
        <source>Its value is lost: there is no undo.</source>
        <translation>値は失われます。元に戻せません。</translation>
    </message>
    <message>
        <source>Activity can create it again with the same content, as a new config with another id.</source>
        <translation>アクティビティから同じ内容で作り直せます。ID の異なる新しい config になります。</translation>
    </message>
    <message>
        <source>Activity can create it again as it is now, as a new network with another id. Containers outside of services that are attached to it keep the server from removing it.</source>
        <translation>アクティビティから、今の内容のまま、別の ID を持つ新しいネットワークとして作り直せます。サービス以外のコンテナーが接続していると、サーバーは削除できません。</translation>
    </message>
    <message>
        <source>Published ports come in over it</source>
        <translation>公開ポートの通信がここを通ります</translation>
    </message>
    <message>
        <source>%1: no service refers to it</source>
        <translation>%1: 参照するサービスはありません</translation>
    </message>
    <message>
        <source>%1: used by %2</source>
        <translation>%1: 使用元 %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 を削除</translation>
    </message>
    <message>
        <source>Take it from these services first.</source>
        <translation>先にこれらのサービスから外してください。</translation>
    </message>
    <message>
        <source>New Secret…</source>
        <translation>新しいシークレット…</translation>
    </message>
    <message>
        <source>Rotate Secret…</source>
        <translation>シークレットを更新…</translation>
    </message>
    <message>
        <source>Labels of Secret…</source>
        <translation>シークレットのラベル…</translation>
    </message>
    <message>
        <source>Remove Secret…</source>
        <translation>シークレットを削除…</translation>
    </message>
    <message>
        <source>New Config…</source>
        <translation>新しいコンフィグ…</translation>
    </message>
    <message>
        <source>Rotate Config…</source>
        <translation>コンフィグを更新…</translation>
    </message>
    <message>
        <source>Labels of Config…</source>
        <translation>コンフィグのラベル…</translation>
    </message>
    <message>
        <source>Remove Config…</source>
        <translation>コンフィグを削除…</translation>
    </message>
    <message>
        <source>New Network…</source>
        <translation>新しいネットワーク…</translation>
    </message>
    <message>
        <source>Remove Network…</source>
        <translation>ネットワークを削除…</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>No tasks yet. They appear when a service is created.</source>
        <translation>タスクはまだありません。サービスを作成すると現れます。</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>No services yet. A service keeps a number of copies of a container running, wherever there is room.</source>
        <translation>サービスはまだありません。サービスは、空きのある場所でコンテナの複製を決まった数だけ動かし続けます。</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>No node is known yet.</source>
        <translation>ノードはまだ不明です。</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>No secrets. Services read them from files in memory; nobody can read a value back from here.</source>
        <translation>シークレットはありません。サービスはメモリ上のファイルから読み、値をここから読み出すことは誰にもできません。</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>コンフィグ</translation>
    </message>
    <message>
        <source>No configs. A config is a file that services mount without building an image for it.</source>
        <translation>コンフィグはありません。コンフィグは、イメージを作らずにサービスがマウントするファイルです。</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>No networks of the swarm yet.</source>
        <translation>スウォームのネットワークはまだありません。</translation>
    </message>
</context>
<context>
    <name>PreferNode</name>
    <message>
        <source>Prefer %1 for %2: its form opens with the constraint %3.</source>
        <translation>%2 に %1 を優先: 制約 %3 を入れたフォームが開きます。</translation>
    </message>
    <message>
        <source>%1 runs once on each node</source>
        <translation>%1 は各ノードで 1 つずつ実行されます</translation>
    </message>
    <message>
        <source>%1 is held to %2 already</source>
        <translation>%1 はすでに %2 に限定されています</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>環境設定</translation>
    </message>
    <message>
        <source>The cluster %1</source>
        <translation>クラスター %1</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
    <message>
        <source>Single letters act on the chosen nodes of the map (D drains, A activates, P pauses)</source>
        <translation>1 文字キーでマップ上の選択ノードを操作する (D ドレイン、A 有効化、P 一時停止)</translation>
    </message>
    <message>
        <source>Notifications of the desktop while no window of the cluster is in front</source>
        <translation>クラスターのウィンドウが前面にないときのデスクトップ通知</translation>
    </message>
    <message>
        <source>None of them from %1</source>
        <translation>%1 からは通知しない</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>変更セットに追加</translation>
    </message>
</context>
<context>
    <name>QuorumPlan</name>
    <message numerus="yes">
        <source>%n manager(s) · majority %1 · may lose %2</source>
        <translation>
            <numerusform>マネージャー %n 台 · 過半数 %1 · 失ってよい数 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Which of the %1 managers can be reached is not told now; %2 of them are needed.</source>
        <translation>%1 台のマネージャーのどれに到達できるかは現在分かりません。%2 台が必要です。</translation>
    </message>
    <message>
        <source>No majority: %1 of %2 managers can be reached, %3 are needed. Running services keep running; nothing can be changed.</source>
        <translation>過半数がありません: %2 台中 %1 台に到達可能、%3 台が必要です。実行中のサービスは動き続けますが、何も変更できません。</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached. If one more fails, nothing can be changed any more.</source>
        <translation>
            <numerusform>マネージャー %n 台に到達できません。あと 1 台停止すると、何も変更できなくなります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached.</source>
        <translation>
            <numerusform>マネージャー %n 台に到達できません。</numerusform>
        </translation>
    </message>
    <message>
        <source>A single manager: if it fails, nothing can be changed, and what it knows of the swarm may be lost.</source>
        <translation>マネージャーが 1 台だけです。停止すると何も変更できず、スウォームの情報が失われるおそれがあります。</translation>
    </message>
    <message>
        <source>With %1 managers you may lose no more than with %2: an odd number is better.</source>
        <translation>マネージャー %1 台で失ってよい数は %2 台の場合と同じです。奇数の方が有利です。</translation>
    </message>
    <message>
        <source>Choose managers that fail, and read here what would follow.</source>
        <translation>停止するマネージャーを選ぶと、その結果をここに示します。</translation>
    </message>
    <message>
        <source>Without %1 only %2 of %3 managers remain, and %4 are needed: no quorum. Services keep running; nothing can be changed or rescheduled.</source>
        <translation>%1 がないとマネージャー %3 台中 %2 台しか残らず、%4 台が必要です。クォーラムがありません。サービスは動き続けますが、変更も再配置もできません。</translation>
    </message>
    <message>
        <source>Without %1, %2 of %3 managers remain: the swarm goes on, and %4.</source>
        <translation>%1 がなくてもマネージャー %3 台中 %2 台が残り、スウォームは継続し、%4。</translation>
    </message>
    <message>
        <source>may lose no other manager</source>
        <translation>これ以上マネージャーを失えません</translation>
    </message>
    <message numerus="yes">
        <source>may lose %n more</source>
        <translation>
            <numerusform>あと %n 台失えます</numerusform>
        </translation>
    </message>
    <message>
        <source>It leads now: the others elect a new leader, and for one to two seconds nothing can be changed.</source>
        <translation>現在のリーダーです。他のマネージャーが新しいリーダーを選び、1〜2 秒間は何も変更できません。</translation>
    </message>
    <message>
        <source>Zone %1 lost: %2 of %3 managers remain.</source>
        <translation>ゾーン %1 喪失: マネージャー %3 台中 %2 台が残ります。</translation>
    </message>
    <message>
        <source>Zone %1 lost: %2 of %3 managers remain, no quorum.</source>
        <translation>ゾーン %1 喪失: マネージャー %3 台中 %2 台が残り、クォーラムなし。</translation>
    </message>
    <message>
        <source>Three managers may lose one: promote two workers.</source>
        <translation>マネージャー 3 台なら 1 台を失えます。ワーカーを 2 台昇格してください。</translation>
    </message>
    <message>
        <source>Promote one worker, or demote one manager.</source>
        <translation>ワーカーを 1 台昇格するか、マネージャーを 1 台降格してください。</translation>
    </message>
    <message>
        <source>All managers with a zone are in %1: put managers into three zones, and any one of them may be lost.</source>
        <translation>ゾーンのあるマネージャーはすべて %1 にあります。3 つのゾーンに分ければ、どの 1 つを失っても大丈夫です。</translation>
    </message>
    <message>
        <source>Zone %1 holds a majority: with managers in three zones any one of them may be lost.</source>
        <translation>ゾーン %1 が過半数を持っています。3 つのゾーンに分ければ、どの 1 つを失っても大丈夫です。</translation>
    </message>
    <message>
        <source>More than seven managers make every change slower, since a majority has to write it down.</source>
        <translation>マネージャーが 7 台を超えると、過半数が書き込む必要があるため変更が遅くなります。</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>leader, since when</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>Removals</name>
    <message>
        <source>%1 is back as a new one with the id %2</source>
        <translation>%1 を新しい ID %2 で作り直しました</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 を削除</translation>
    </message>
    <message>
        <source>Create Again</source>
        <translation>作り直す</translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>The old one is not used any more</source>
        <translation>古いものはもう使われていません</translation>
    </message>
    <message>
        <source>%1 of %2 services, now %3</source>
        <translation>サービス %1 / %2、現在 %3</translation>
    </message>
    <message>
        <source>%1: %2
The services after it were not changed.</source>
        <translation>%1: %2
以降のサービスは変更していません。</translation>
    </message>
    <message>
        <source>Rotate to %1</source>
        <translation>%1 に更新</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>could not be saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
</context>
<context>
    <name>ServiceActions</name>
    <message>
        <source>Select one service</source>
        <translation>サービスを 1 つ選んでください</translation>
    </message>
    <message>
        <source>Create Service…</source>
        <translation>サービスを作成…</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Placement…</source>
        <translation>配置…</translation>
    </message>
    <message>
        <source>Only replicated services have a number of replicas</source>
        <translation>レプリカ数があるのはレプリカサービスだけです</translation>
    </message>
    <message>
        <source>It has no replicas already</source>
        <translation>レプリカはすでにありません</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>レプリカ</translation>
    </message>
    <message>
        <source>Other settings of its tasks go back too.</source>
        <translation>タスクの他の設定も戻ります。</translation>
    </message>
    <message>
        <source>Image and number of replicas stay; other settings go back.</source>
        <translation>イメージとレプリカ数はそのままで、他の設定が戻ります。</translation>
    </message>
    <message>
        <source>Roll Back…</source>
        <translation>ロールバック…</translation>
    </message>
    <message>
        <source>It has no previous specification: it was not updated since it was created</source>
        <translation>以前の仕様がありません。作成後に更新されていません</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 をロールバック</translation>
    </message>
    <message>
        <source>Restart Tasks…</source>
        <translation>タスクを再起動…</translation>
    </message>
    <message>
        <source>Restart tasks of %1</source>
        <translation>%1 のタスクを再起動</translation>
    </message>
    <message>
        <source>All its tasks are replaced by new ones of the same specification, as its update settings say.</source>
        <translation>更新設定に従って、すべてのタスクを同じ仕様の新しいタスクに置き換えます。</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n task(s) stop</source>
        <translation>
            <numerusform>%1: %n タスクが停止</numerusform>
        </translation>
    </message>
    <message>
        <source>; ports %1 are free again</source>
        <translation>、ポート %1 が解放されます</translation>
    </message>
    <message>
        <source>Activity can create it again from what it says now, as a new service with another id. Volumes, secrets, configs and networks stay.</source>
        <translation>アクティビティから現在の設定で作り直せます。ID の異なる新しいサービスになります。ボリューム、secret、config、ネットワークは残ります。</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 を削除</translation>
    </message>
    <message>
        <source>No update is paused</source>
        <translation>一時停止中の更新はありません</translation>
    </message>
    <message>
        <source>No update is running</source>
        <translation>実行中の更新はありません</translation>
    </message>
    <message>
        <source>Pause Update</source>
        <translation>更新を一時停止</translation>
    </message>
    <message>
        <source>Resume Update</source>
        <translation>更新を再開</translation>
    </message>
    <message>
        <source>Slow Down Update…</source>
        <translation>更新を遅くする…</translation>
    </message>
    <message>
        <source>Rebalance…</source>
        <translation>再配置…</translation>
    </message>
    <message>
        <source>Only tasks of replicated services can move</source>
        <translation>移動できるのはレプリカサービスのタスクだけです</translation>
    </message>
    <message>
        <source>Rebalance %1</source>
        <translation>%1 を再配置</translation>
    </message>
    <message>
        <source>Nodes that have joined or come back get their share. Each task runs on until the one that takes its place runs elsewhere.</source>
        <translation>新しく参加したノードや復帰したノードにもタスクを割り当てます。各タスクは、代わりが別の場所で動くまで動き続けます。</translation>
    </message>
    <message>
        <source>One Replica More</source>
        <translation>レプリカを 1 つ増やす</translation>
    </message>
    <message>
        <source>One Replica Less</source>
        <translation>レプリカを 1 つ減らす</translation>
    </message>
</context>
<context>
    <name>ServiceChanges</name>
    <message>
        <source>Scale %1 from %2 to %3</source>
        <translation>%1 を %2 から %3 にスケール</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 / %2 が実行中</translation>
    </message>
    <message>
        <source>Scale back to %1</source>
        <translation>%1 に戻す</translation>
    </message>
    <message>
        <source>Rebalance %1</source>
        <translation>%1 を再配置</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n task(s) moved</source>
        <translation>
            <numerusform>%n タスクのうち %1 を移動</numerusform>
        </translation>
    </message>
    <message>
        <source>Give Up the Rest</source>
        <translation>残りをやめる</translation>
    </message>
    <message>
        <source>the rest stays where it is</source>
        <translation>残りは今の場所のままです</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 をロールバック</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Use specification no. %1 of %2</source>
        <translation>%2 の仕様 %1 番を使う</translation>
    </message>
    <message>
        <source>Use an earlier specification of %1</source>
        <translation>%1 の以前の仕様を使う</translation>
    </message>
    <message>
        <source>Restart the tasks of %1</source>
        <translation>%1 のタスクを再起動</translation>
    </message>
    <message>
        <source>Pause the update of %1</source>
        <translation>%1 の更新を一時停止</translation>
    </message>
    <message>
        <source>Resume the update of %1</source>
        <translation>%1 の更新を再開</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
</context>
<context>
    <name>ServiceFields</name>
    <message>
        <source>Published ports</source>
        <translation>公開ポート</translation>
    </message>
    <message>
        <source>On the nodes</source>
        <translation>ノード上</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>コンテナ内</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>How</source>
        <translation>経緯</translation>
    </message>
    <message>
        <source>A published port needs the port in the container</source>
        <translation>公開ポートにはコンテナ内のポートが必要です</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Other names of the service in it</source>
        <translation>その中でのサービスの別名</translation>
    </message>
    <message>
        <source>Which network?</source>
        <translation>どのネットワークですか?</translation>
    </message>
    <message>
        <source>Mounts</source>
        <translation>マウント</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>volume, or path on the node</source>
        <translation>ボリューム、またはノード上のパス</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>アクセス</translation>
    </message>
    <message>
        <source>A mount needs its place in the container</source>
        <translation>マウントにはコンテナ内の場所が必要です</translation>
    </message>
    <message>
        <source>“%1”: which path of the node?</source>
        <translation>「%1」: ノードのどのパスですか?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>as its name</source>
        <translation>名前と同じ</translation>
    </message>
    <message>
        <source>User</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>“%1” is not a file mode such as 440</source>
        <translation>「%1」は 440 のようなファイルモードではありません</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>検出方法</translation>
    </message>
    <message>
        <source>Secrets and configs</source>
        <translation>シークレットとコンフィグ</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>There is no secret “%1”</source>
        <translation>シークレット「%1」はありません</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>コンフィグ</translation>
    </message>
    <message>
        <source>There is no config “%1”</source>
        <translation>コンフィグ「%1」はありません</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Of the service</source>
        <translation>サービスの</translation>
    </message>
    <message>
        <source>Of its containers</source>
        <translation>コンテナの</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>レプリカ</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>完了数</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>同時数</translation>
    </message>
    <message>
        <source>all</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>General</source>
        <translation>全般</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>nginx:1.27, reg.example/web:2.0</source>
        <translation>nginx:1.27, reg.example/web:2.0</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>the image's own</source>
        <translation>イメージの既定</translation>
    </message>
    <message>
        <source>Entry point</source>
        <translation>エントリーポイント</translation>
    </message>
    <message>
        <source>name or number[:group]</source>
        <translation>名前か番号[:グループ]</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>ディレクトリ</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>ホスト名</translation>
    </message>
    <message>
        <source>Time to stop</source>
        <translation>停止の猶予</translation>
    </message>
    <message>
        <source>Stop signal</source>
        <translation>停止シグナル</translation>
    </message>
    <message>
        <source>An init process reaps orphans</source>
        <translation>init プロセスが孤児を回収</translation>
    </message>
    <message>
        <source>Its file system is read-only</source>
        <translation>ファイルシステムは読み取り専用</translation>
    </message>
    <message>
        <source>It has a terminal</source>
        <translation>端末あり</translation>
    </message>
    <message>
        <source>Log driver</source>
        <translation>ログドライバー</translation>
    </message>
    <message>
        <source>the engine's own</source>
        <translation>エンジンの既定</translation>
    </message>
    <message>
        <source>Log options</source>
        <translation>ログオプション</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>ヘルス</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>Start period</source>
        <translation>開始猶予</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>再試行回数</translation>
    </message>
    <message>
        <source>1; 0 is all at once</source>
        <translation>1、0 はすべて同時</translation>
    </message>
    <message>
        <source>Delay between</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>順序</translation>
    </message>
    <message>
        <source>Watch each for</source>
        <translation>監視時間</translation>
    </message>
    <message>
        <source>On failure</source>
        <translation>失敗時</translation>
    </message>
    <message>
        <source>Share that may fail</source>
        <translation>許容する失敗の割合</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>リソース</translation>
    </message>
    <message>
        <source>CPUs reserved</source>
        <translation>予約 CPU</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Memory reserved</source>
        <translation>予約メモリ</translation>
    </message>
    <message>
        <source>CPUs at most</source>
        <translation>CPU の上限</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>無制限</translation>
    </message>
    <message>
        <source>Memory at most</source>
        <translation>メモリの上限</translation>
    </message>
    <message>
        <source>Processes at most</source>
        <translation>プロセス数の上限</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Most on one node</source>
        <translation>1 ノードの上限</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>再起動</translation>
    </message>
    <message>
        <source>When it ends</source>
        <translation>終了時</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>遅延</translation>
    </message>
    <message>
        <source>Attempts at most</source>
        <translation>最大試行回数</translation>
    </message>
    <message>
        <source>Counted within</source>
        <translation>計測期間</translation>
    </message>
    <message>
        <source>its whole life</source>
        <translation>存続期間全体</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>ロールバック</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>英字、数字、-、_</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>環境変数</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>変数</translation>
    </message>
    <message>
        <source>“%1” has no name</source>
        <translation>「%1」に名前がありません</translation>
    </message>
    <message>
        <source>“%1”: a name has no “=”</source>
        <translation>「%1」: 名前に「=」は使えません</translation>
    </message>
    <message>
        <source>a shell command; NONE switches off the image's own</source>
        <translation>シェルコマンド。NONE でイメージのチェックを無効化</translation>
    </message>
    <message>
        <source>Of the node</source>
        <translation>ノードの</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>制約</translation>
    </message>
    <message>
        <source>A constraint needs both sides, as in node.labels.zone == a</source>
        <translation>制約には node.labels.zone == a のように両辺が必要です</translation>
    </message>
    <message>
        <source>Spread over</source>
        <translation>分散の基準</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>優先</translation>
    </message>
</context>
<context>
    <name>ServiceRequests</name>
    <message>
        <source>%1 of %2 run as it says</source>
        <translation>%1 / %2 が指定どおり動作中</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>SheetParts</name>
    <message>
        <source>Copy the command</source>
        <translation>コマンドをコピー</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
</context>
<context>
    <name>SpecChanges</name>
    <message>
        <source>environment: %1</source>
        <translation>環境変数: %1</translation>
    </message>
    <message>
        <source>another command</source>
        <translation>コマンドの変更</translation>
    </message>
    <message>
        <source>other mounts</source>
        <translation>マウントの変更</translation>
    </message>
    <message>
        <source>other secrets</source>
        <translation>シークレットの変更</translation>
    </message>
    <message>
        <source>other configs</source>
        <translation>コンフィグの変更</translation>
    </message>
    <message>
        <source>another health check</source>
        <translation>ヘルスチェックの変更</translation>
    </message>
    <message>
        <source>other container settings</source>
        <translation>コンテナ設定の変更</translation>
    </message>
    <message>
        <source>other resources</source>
        <translation>リソースの変更</translation>
    </message>
    <message>
        <source>another restart policy</source>
        <translation>再起動ポリシーの変更</translation>
    </message>
    <message>
        <source>another placement</source>
        <translation>配置の変更</translation>
    </message>
    <message>
        <source>other networks</source>
        <translation>ネットワークの変更</translation>
    </message>
    <message>
        <source>another log driver</source>
        <translation>ログドライバーの変更</translation>
    </message>
    <message>
        <source>all tasks are to be replaced</source>
        <translation>全タスクを置き換え</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>ラベル %1</translation>
    </message>
    <message>
        <source>image %1: another digest</source>
        <translation>イメージ %1: 別のダイジェスト</translation>
    </message>
    <message>
        <source>image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>レプリカ</translation>
    </message>
    <message>
        <source>other ports</source>
        <translation>ポートの変更</translation>
    </message>
    <message>
        <source>other update settings</source>
        <translation>更新設定の変更</translation>
    </message>
    <message>
        <source>other settings</source>
        <translation>その他の設定の変更</translation>
    </message>
</context>
<context>
    <name>StagedNodes</name>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>StagedRemovals</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 を削除</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>It was removed meanwhile</source>
        <translation>その間に削除されました</translation>
    </message>
    <message>
        <source>It is used by %1</source>
        <translation>%1 が使っています</translation>
    </message>
</context>
<context>
    <name>SwarmRequests</name>
    <message>
        <source>Rotate the root CA</source>
        <translation>ルート CA を更新</translation>
    </message>
    <message>
        <source>Wait for the new manager</source>
        <translation>新しいマネージャーを待つ</translation>
    </message>
    <message>
        <source>Wait for the new worker</source>
        <translation>新しいワーカーを待つ</translation>
    </message>
    <message>
        <source>waiting for the node…</source>
        <translation>ノードを待っています…</translation>
    </message>
    <message>
        <source>%1 has joined</source>
        <translation>%1 が参加しました</translation>
    </message>
</context>
<context>
    <name>SwarmSettings</name>
    <message>
        <source>Task history</source>
        <translation>タスク履歴</translation>
    </message>
    <message>
        <source>Ended tasks that each slot remembers</source>
        <translation>各スロットが記憶する終了済みタスク</translation>
    </message>
    <message>
        <source>Dispatcher heartbeat</source>
        <translation>ディスパッチャーのハートビート</translation>
    </message>
    <message>
        <source>How often nodes report; a node that misses three is down</source>
        <translation>ノードの報告間隔。3 回途切れると停止とみなします</translation>
    </message>
    <message>
        <source>Node certificates are valid for</source>
        <translation>ノード証明書の有効期間</translation>
    </message>
    <message>
        <source>At least an hour; nodes renew theirs by themselves long before</source>
        <translation>1 時間以上。ノードは期限よりずっと前に自動で更新します</translation>
    </message>
    <message>
        <source>External CAs</source>
        <translation>外部 CA</translation>
    </message>
    <message>
        <source>Addresses of cfssl servers that sign certificates instead of the managers, one on each line</source>
        <translation>マネージャーの代わりに証明書へ署名する cfssl サーバーのアドレス (1 行に 1 つ)</translation>
    </message>
    <message>
        <source>Raft: snapshot every</source>
        <translation>Raft: スナップショット間隔</translation>
    </message>
    <message>
        <source>Entries of the log between snapshots</source>
        <translation>スナップショット間のログ項目数</translation>
    </message>
    <message>
        <source>Raft: old snapshots kept</source>
        <translation>Raft: 保持する古いスナップショット</translation>
    </message>
    <message>
        <source>Besides the newest</source>
        <translation>最新のほかに</translation>
    </message>
    <message>
        <source>Raft: entries kept after a snapshot</source>
        <translation>Raft: スナップショット後に保持する項目数</translation>
    </message>
    <message>
        <source>So that a manager that is a little behind need not be sent everything</source>
        <translation>少し遅れたマネージャーにすべてを送り直さずに済むように</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>setting: rule</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>a whole number, %1 or more, is needed</source>
        <translation>%1 以上の整数が必要です</translation>
    </message>
    <message>
        <source>a duration such as 90d, 12h or 5s is needed</source>
        <translation>90d、12h、5s のような期間が必要です</translation>
    </message>
    <message>
        <source>%1 or more is needed</source>
        <translation>%1 以上が必要です</translation>
    </message>
    <message>
        <source>addresses that begin with https:// are needed, not “%1”</source>
        <translation>https:// で始まるアドレスが必要です (「%1」は不可)</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>%1 of %2</source>
        <comment>reserved of available</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>使用元</translation>
    </message>
    <message>
        <source>swarm</source>
        <translation>スウォーム</translation>
    </message>
    <message>
        <source>global</source>
        <translation>グローバル</translation>
    </message>
    <message>
        <source>replicated job</source>
        <translation>レプリカジョブ</translation>
    </message>
    <message>
        <source>global job</source>
        <translation>グローバルジョブ</translation>
    </message>
    <message>
        <source>replicated</source>
        <translation>レプリカ</translation>
    </message>
    <message>
        <source>(host)</source>
        <translation> (ホスト)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>リーダー</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>%1, unreachable</source>
        <translation>%1、到達不能</translation>
    </message>
    <message>
        <source>CPU reserved</source>
        <translation>予約 CPU</translation>
    </message>
    <message>
        <source>Memory reserved</source>
        <translation>予約メモリ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%2 件中 %1 件完了</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>待機 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>失敗 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>スタック</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Desired</source>
        <translation>目標</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>ドライバー</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>サブネット</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>イングレス</translation>
    </message>
    <message>
        <source>attachable</source>
        <translation>接続可</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>暗号化</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>prepare</source>
        <translation>準備</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>start</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>health</source>
        <translation>ヘルス</translation>
    </message>
    <message>
        <source>delay</source>
        <translation>待ち</translation>
    </message>
</context>
<context>
    <name>Topology</name>
    <message>
        <source>leader</source>
        <translation>リーダー</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>no tasks</source>
        <translation>タスクなし</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>mem</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>%1 of %2 CPUs reserved</source>
        <translation>CPU %1 / %2 を予約済み</translation>
    </message>
    <message>
        <source>%1 of %2 memory reserved</source>
        <translation>メモリ %1 / %2 を予約済み</translation>
    </message>
    <message>
        <source>%1 slot %2</source>
        <translation>%1 スロット %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>role</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>%1 (engine)</source>
        <comment>a label of the engine</comment>
        <translation>%1 (エンジン)</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>%1 なし</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>タスク %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Review…</source>
        <translation>確認…</translation>
    </message>
    <message>
        <source>%1: take it back?</source>
        <translation>%1: 取り消しますか?</translation>
    </message>
    <message>
        <source>Somebody else has changed the same since. What is there now:
%1

Taking it back puts what was there before in its place; other changes stay.</source>
        <translation>その後、ほかの人が同じところを変更しました。現在の内容:
%1

取り消すと、そこを元の内容に戻します。ほかの変更はそのままです。</translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Language of the Desktop</source>
        <translation>デスクトップの言語</translation>
    </message>
    <message>
        <source>About Skep</source>
        <translation>Skep について</translation>
    </message>
    <message>
        <source>&lt;b&gt;Skep %1&lt;/b&gt;&lt;br&gt;A cluster orchestrator: see the swarm, steer it, understand it.&lt;br&gt;&lt;br&gt;Apache License 2.0. Its icons are its own. Made with Qt %2 under the LGPL.</source>
        <translation>&lt;b&gt;Skep %1&lt;/b&gt;&lt;br&gt;クラスターオーケストレーター: スウォームを見て、操り、理解する。&lt;br&gt;&lt;br&gt;Apache License 2.0。アイコンは独自のものです。Qt %2 (LGPL) で作られています。</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>接続…</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>フリート</translation>
    </message>
    <message>
        <source>New Window</source>
        <translation>新しいウィンドウ</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>環境設定…</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Search or Run…</source>
        <translation>検索または実行…</translation>
    </message>
    <message>
        <source>Filter This Page</source>
        <translation>このページを絞り込む</translation>
    </message>
    <message>
        <source>Export This List as CSV…</source>
        <translation>このリストを CSV として書き出す…</translation>
    </message>
    <message>
        <source>Ask Again Now</source>
        <translation>今すぐ再取得</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>進む</translation>
    </message>
    <message>
        <source>Map as a Table</source>
        <translation>マップを表で表示</translation>
    </message>
    <message>
        <source>Group Map By…</source>
        <translation>マップのグループ化…</translation>
    </message>
    <message>
        <source>Heat Map of Loads</source>
        <translation>負荷のヒートマップ</translation>
    </message>
    <message>
        <source>Narrow Sidebar</source>
        <translation>サイドバーを狭く</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>This server does not offer it</source>
        <translation>このサーバーにはこの機能がありません</translation>
    </message>
    <message>
        <source>Theme of the Desktop</source>
        <translation>デスクトップのテーマ</translation>
    </message>
    <message>
        <source>Light Theme</source>
        <translation>ライトテーマ</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>ダークテーマ</translation>
    </message>
    <message>
        <source>Changes Flash</source>
        <translation>変更を一時的に強調</translation>
    </message>
    <message>
        <source>Reduced Motion</source>
        <translation>動きを減らす</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>キーボード</translation>
    </message>
</context>
<context>
    <name>WaysBack</name>
    <message>
        <source>other settings</source>
        <translation>その他の設定の変更</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>もうありません</translation>
    </message>
    <message>
        <source>Remove Again</source>
        <translation>削除して元に戻す</translation>
    </message>
    <message>
        <source>removed again</source>
        <translation>削除して元に戻しました</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>nowhere ×%1</source>
        <translation>行き先なし ×%1</translation>
    </message>
    <message>
        <source>still waiting: %1</source>
        <translation>待機中: %1</translation>
    </message>
    <message>
        <source>only copy</source>
        <translation>唯一の複製</translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s), not replaced</source>
        <translation>
            <numerusform>%n 個が停止し、置き換えなし</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>一瞬</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>約 %1</translation>
    </message>
    <message>
        <source>at most ≈ %1</source>
        <translation>最大 約 %1</translation>
    </message>
    <message>
        <source>≈ %1 to %2</source>
        <translation>約 %1 ~ %2</translation>
    </message>
    <message>
        <source>no copy from then on</source>
        <translation>以後コピーなし</translation>
    </message>
    <message>
        <source>%1 of %2 from then on</source>
        <translation>以後 %1/%2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>no copy for %1</source>
        <translation>コピーなし: %1</translation>
    </message>
    <message>
        <source>%1 of %2 for %3</source>
        <translation>%1/%2: %3</translation>
    </message>
    <message>
        <source>The managers would lose their majority: nothing would move.</source>
        <translation>マネージャーが過半数を失い、何も移動しません。</translation>
    </message>
    <message>
        <source>No task would move.</source>
        <translation>移動するタスクはありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) would move</source>
        <translation>
            <numerusform>%n タスクが移動</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would restart in place</source>
        <translation>
            <numerusform>%n 件がその場で再起動</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would start</source>
        <translation>
            <numerusform>%n 件が開始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would wait</source>
        <translation>
            <numerusform>%n 件が待機</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would stop</source>
        <translation>
            <numerusform>%n 件が停止</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1: memory %2 → %3 %</source>
        <translation>%1: メモリ %2 → %3 %</translation>
    </message>
    <message>
        <source>%1: CPU %2 → %3 %</source>
        <translation>%1: CPU %2 → %3 %</translation>
    </message>
    <message>
        <source>%1: %2 → %3 tasks</source>
        <translation>%1: タスク %2 → %3</translation>
    </message>
</context>
<context>
    <name>WhatIfSheet</name>
    <message>
        <source>%1 — preview, nothing has changed yet</source>
        <translation>%1 — プレビュー (まだ何も変わっていません)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>skep::ui::ActivityDock</name>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Operations %1</source>
        <translation>操作 %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::AddNodeSheet</name>
    <message>
        <source>Add a node</source>
        <translation>ノードを追加</translation>
    </message>
    <message>
        <source>Copy Join Command</source>
        <translation>参加コマンドをコピー</translation>
    </message>
    <message>
        <source>Run the command on the machine that is to join. It has to reach this address, and needs skepd or Docker.</source>
        <translation>参加するマシンでこのコマンドを実行してください。このアドレスに到達でき、skepd か Docker が必要です。</translation>
    </message>
    <message>
        <source>Worker: runs tasks</source>
        <translation>ワーカー: タスクを実行します</translation>
    </message>
    <message>
        <source>Manager: runs tasks, and decides with the others</source>
        <translation>マネージャー: タスクを実行し、他と共に決定します</translation>
    </message>
    <message>
        <source>Address of a manager</source>
        <translation>マネージャーのアドレス</translation>
    </message>
    <message>
        <source>Manager to join</source>
        <translation>参加先のマネージャー</translation>
    </message>
    <message>
        <source>The token is rotated: this is the new way in</source>
        <translation>トークンを更新しました。これが新しい参加方法です</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>There would be %1 managers, which may lose no more than %2 do: an odd number is better.</source>
        <translation>マネージャーは %1 台になりますが、失ってよい数は %2 台の場合と同じです。奇数の方が有利です。</translation>
    </message>
    <message>
        <source>There would be %1 managers, which may lose %2.</source>
        <translation>マネージャーは %1 台になり、%2 台を失えます。</translation>
    </message>
    <message>
        <source>The address of a manager is needed</source>
        <translation>マネージャーのアドレスが必要です</translation>
    </message>
    <message>
        <source>Copy Again</source>
        <translation>もう一度コピー</translation>
    </message>
    <message>
        <source>✓ %1.</source>
        <translation>✓ %1。</translation>
    </message>
    <message>
        <source>The command is in the clipboard for a minute. Waiting for the node…</source>
        <translation>コマンドは 1 分間クリップボードにあります。ノードを待っています…</translation>
    </message>
</context>
<context>
    <name>skep::ui::AutolockSheet</name>
    <message>
        <source>Autolock</source>
        <translation>自動ロック</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>ロック解除キー</translation>
    </message>
    <message>
        <source>Rotate the Key</source>
        <translation>鍵を更新</translation>
    </message>
    <message>
        <source>A new key at once; managers that are away still need the old one until they have been back</source>
        <translation>すぐに新しい鍵にします。不在のマネージャーは戻るまで古い鍵が必要です</translation>
    </message>
    <message>
        <source>Autolock is on: a manager that restarts needs the unlock key before it can be used. Keep the key in a safe place that is not in the swarm.</source>
        <translation>自動ロックはオンです。再起動したマネージャーはロック解除キーなしでは使えません。鍵はスウォームの外の安全な場所に保管してください。</translation>
    </message>
    <message>
        <source>Autolock is off: a manager that restarts takes part again by itself. Switched on, what managers know is encrypted on their disks with a key that you keep, and each restart of a manager asks for it.</source>
        <translation>自動ロックはオフです。再起動したマネージャーは自動で復帰します。オンにすると、マネージャーの情報はあなたが保管する鍵でディスク上で暗号化され、再起動のたびに鍵を求めます。</translation>
    </message>
    <message>
        <source>Turn Autolock Off</source>
        <translation>自動ロックをオフにする</translation>
    </message>
    <message>
        <source>Turn Autolock On</source>
        <translation>自動ロックをオンにする</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>skep::ui::Bell</name>
    <message numerus="yes">
        <source>%n new notice(s)</source>
        <translation>
            <numerusform>新しい通知 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Nothing has needed your attention so far.</source>
        <translation>今のところ注意が必要なことはありません。</translation>
    </message>
    <message>
        <source>Notices, newest first</source>
        <translation>通知 (新しい順)</translation>
    </message>
</context>
<context>
    <name>skep::ui::CertificateAxis</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Days left of certificates: %1</source>
        <translation>証明書の残り日数: %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>nodes renew here by themselves</source>
        <translation>ノードはこの間に自動更新</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>node, days left</comment>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::CertificatesCard</name>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Rotate Root CA…</source>
        <translation>ルート CA を更新…</translation>
    </message>
    <message>
        <source>Root %1, SHA-256 %2…, until %3</source>
        <translation>ルート %1、SHA-256 %2…、期限 %3</translation>
    </message>
    <message>
        <source>CA rotation: %1</source>
        <translation>CA の更新: %1</translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>不明: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSet</name>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>%n 件の変更を適用</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2, now: %3</source>
        <translation>%2 件中 %1 件、いま: %3</translation>
    </message>
    <message>
        <source>no longer waited for</source>
        <translation>待つのをやめました</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2
What was not applied is still staged.</source>
        <translation>%1: %2
適用されなかったものは変更セットに残っています。</translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSetSheet</name>
    <message>
        <source>They are applied in this order. Each is waited for before the next one begins; at the first that fails the rest stays here. What was applied can be undone one by one in Activity.</source>
        <translation>この順に適用されます。一つずつ完了を待ってから次に進み、失敗した時点で残りはここに残ります。適用した変更は「アクティビティ」で一つずつ元に戻せます。</translation>
    </message>
    <message>
        <source>Staged changes, in the order in which they are applied</source>
        <translation>保留中の変更（適用される順）</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>後へ</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
    <message>
        <source>Take Out</source>
        <translation>取り除く</translation>
    </message>
    <message>
        <source>Discard All</source>
        <translation>すべて破棄</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message numerus="yes">
        <source>%n staged change(s) — nothing has been sent yet</source>
        <translation>
            <numerusform>保留中の変更 %n 件 — まだ何も送信されていません</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n Change(s)</source>
        <translation>
            <numerusform>%n 件の変更を適用</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>place in the order, what is done</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSheet</name>
    <message>
        <source>%1 — preview, nothing has changed yet</source>
        <translation>%1 — プレビュー (まだ何も変わっていません)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>変更セットに追加</translation>
    </message>
    <message>
        <source>It is gone for good: remove it although it is not down</source>
        <translation>もう戻らない: 停止していなくても削除する</translation>
    </message>
    <message>
        <source>Drain now: tasks stop here, then start elsewhere</source>
        <translation>今すぐドレイン: タスクはここで停止し、別の場所で開始します</translation>
    </message>
    <message>
        <source>Drain without gaps: each task of a replicated service runs on until another one runs elsewhere</source>
        <translation>途切れなくドレイン: レプリカサービスの各タスクは、別の場所で代わりが動くまで動き続けます</translation>
    </message>
    <message>
        <source>The nodes are paused, and the services get more replicas for a while. Once those run, the nodes are drained and the numbers go back.</source>
        <translation>ノードを一時停止し、サービスのレプリカを一時的に増やします。それらが動いたらノードをドレインし、数を元に戻します。</translation>
    </message>
    <message>
        <source>What has no other place stays until there is one. Tasks of global services stop when the others have left.</source>
        <translation>他に場所のないものは、場所ができるまで残ります。グローバルサービスのタスクは他が離れた後に停止します。</translation>
    </message>
    <message>
        <source>%1 has a gap all the same: %2.</source>
        <comment>service, why</comment>
        <translation>%1 は途切れます: %2。</translation>
    </message>
    <message>
        <source>It still answers. The clean way is to run “docker swarm leave” on it first, and to remove it when it shows as down.</source>
        <translation>まだ応答しています。先にそのノードで「docker swarm leave」を実行し、停止と表示されてから削除するのが正しい手順です。</translation>
    </message>
    <message>
        <source>It is not down</source>
        <translation>停止していません</translation>
    </message>
</context>
<context>
    <name>skep::ui::ClusterStatusBar</name>
    <message>
        <source>%1 leads</source>
        <translation>リーダー: %1</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>リーダーなし</translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>過半数なし</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>ノード %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not ready</source>
        <translation>
            <numerusform>準備未完了 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) waiting</source>
        <translation>
            <numerusform>待機中タスク %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n staged change(s)</source>
        <translation>
            <numerusform>保留中の変更 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n 件の操作が実行中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s)</source>
        <translation>
            <numerusform>%n 件の操作</numerusform>
        </translation>
    </message>
    <message>
        <source>Activity: how far they are and how to take them back</source>
        <translation>アクティビティ: 進み具合と取り消し方</translation>
    </message>
    <message>
        <source>API %1 ms</source>
        <translation>API %1 ms</translation>
    </message>
    <message>
        <source>connecting to %1…</source>
        <translation>%1 に接続中…</translation>
    </message>
    <message>
        <source>live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>低速</translation>
    </message>
    <message>
        <source>stale: %1</source>
        <translation>古い情報: %1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>読み取り専用</translation>
    </message>
</context>
<context>
    <name>skep::ui::CommandPalette</name>
    <message>
        <source>Search or Run</source>
        <translation>検索または実行</translation>
    </message>
    <message>
        <source>Name or command; &gt; actions, @ nodes, # services</source>
        <translation>名前かコマンド (&gt; 操作、@ ノード、# サービス)</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>シークレット</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>コンフィグ</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Task · %1</source>
        <translation>タスク · %1</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>タスク</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConfigContent</name>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Not a text: %1</source>
        <translation>テキストではありません: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::Confirmation</name>
    <message numerus="yes">
        <source>%n running task(s) depend on it. Type %1 to confirm:</source>
        <translation>
            <numerusform>実行中のタスク %n 個がこれに依存しています。確認のため %1 と入力してください:</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to confirm:</source>
        <translation>確認のため %1 と入力してください:</translation>
    </message>
    <message>
        <source>Type %1 first</source>
        <translation>先に %1 と入力してください</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConflictPane</name>
    <message>
        <source>Changed meanwhile by somebody else</source>
        <translation>その間に他の人が変更しました</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile.</source>
        <translation>その間に他の人が変更しました。</translation>
    </message>
    <message>
        <source>Taken in beside your changes: %1.</source>
        <translation>あなたの変更とともに取り込みました: %1。</translation>
    </message>
    <message>
        <source>You both changed these; which one shall it be?</source>
        <translation>両方が変更しました。どちらにしますか?</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>あなたの変更</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>相手の変更</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>自分の変更を残す</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>相手の変更を使う</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConnectForm</name>
    <message>
        <source>Choose the file</source>
        <translation>ファイルを選択</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key)</source>
        <translation>証明書と鍵 (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Type of connection</source>
        <translation>接続の種類</translation>
    </message>
    <message>
        <source>Socket of this computer</source>
        <translation>このコンピューターのソケット</translation>
    </message>
    <message>
        <source>TCP with TLS</source>
        <translation>TLS 付き TCP</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>CA of the server (ca.pem)</source>
        <translation>サーバーの CA (ca.pem)</translation>
    </message>
    <message>
        <source>your certificate (cert.pem)</source>
        <translation>あなたの証明書 (cert.pem)</translation>
    </message>
    <message>
        <source>your key (key.pem)</source>
        <translation>あなたの鍵 (key.pem)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>as it is to be called here (optional)</source>
        <translation>ここでの呼び名 (任意)</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>A socket reaches this computer only: choose how to reach %1, then press Try.</source>
        <translation>ソケットで届くのはこのコンピューターだけです。%1 への接続方法を選び、「試す」を押してください。</translation>
    </message>
    <message>
        <source>This computer is part of a swarm already: connect to it, or let it leave that one first.</source>
        <translation>このコンピューターはすでにスウォームの一部です。それに接続するか、先に離脱してください。</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>%1 に接続</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConnectWindow</name>
    <message>
        <source>Welcome to Skep</source>
        <translation>Skep へようこそ</translation>
    </message>
    <message>
        <source>See a swarm, steer it, understand it: Skep's or Docker's.</source>
        <translation>Skep や Docker のスウォームを見て、操り、理解する。</translation>
    </message>
    <message>
        <source>Connect to a manager</source>
        <translation>マネージャーに接続</translation>
    </message>
    <message>
        <source>Neither skepd nor Docker runs on this computer</source>
        <translation>このコンピューターでは skepd も Docker も動作していません</translation>
    </message>
    <message>
        <source>Create a local cluster</source>
        <translation>ローカルクラスターを作成</translation>
    </message>
    <message>
        <source>One node, here, in a moment</source>
        <translation>1 ノード、ここで、すぐに</translation>
    </message>
    <message>
        <source>By socket, TCP with TLS, or SSH</source>
        <translation>ソケット、TLS 付き TCP、または SSH</translation>
    </message>
    <message>
        <source>Join this machine</source>
        <translation>このマシンを参加させる</translation>
    </message>
    <message>
        <source>To a cluster that is there, with its token</source>
        <translation>既存のクラスターへ、トークンで</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>このコンピューターで見つかったもの</translation>
    </message>
    <message>
        <source>Recent clusters</source>
        <translation>最近のクラスター</translation>
    </message>
    <message>
        <source>docker context %1   —   %2</source>
        <translation>docker コンテキスト %1   —   %2</translation>
    </message>
    <message>
        <source>Clusters you connect to appear here.</source>
        <translation>接続したクラスターがここに表示されます。</translation>
    </message>
    <message>
        <source>No daemon's socket and no docker context was found here.</source>
        <translation>デーモンのソケットも docker コンテキストも見つかりませんでした。</translation>
    </message>
</context>
<context>
    <name>skep::ui::DesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
</context>
<context>
    <name>skep::ui::EventFeed</name>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Nothing has happened since Skep began to look. What changes in the cluster shows up here.</source>
        <translation>Skep が観測を始めてから何も起きていません。クラスターの変化がここに表示されます。</translation>
    </message>
    <message>
        <source>Nothing recorded matches.</source>
        <translation>一致する記録はありません。</translation>
    </message>
</context>
<context>
    <name>skep::ui::EventModel</name>
    <message>
        <source>nothing was seen until %1</source>
        <translation>%1 まで観測なし</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>出来事</translation>
    </message>
</context>
<context>
    <name>skep::ui::FieldEditor</name>
    <message>
        <source>default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>Fixed after creation</source>
        <translation>作成後は変更不可</translation>
    </message>
</context>
<context>
    <name>skep::ui::FieldPages</name>
    <message>
        <source>Sections</source>
        <translation>セクション</translation>
    </message>
    <message>
        <source>Other fields</source>
        <translation>その他の項目</translation>
    </message>
    <message>
        <source>Other fields (kept as they are)</source>
        <translation>その他の項目 (そのまま保持)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>was not given</source>
        <translation>指定されていません</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>以前は %1</translation>
    </message>
    <message>
        <source>%1, something is wrong</source>
        <translation>%1、問題があります</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1、変更あり</translation>
    </message>
</context>
<context>
    <name>skep::ui::FleetWindow</name>
    <message>
        <source>Fleet</source>
        <translation>フリート</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>クラスター一覧</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>No cluster has been connected to yet.
Add one: it stays in this list and is watched while the list is open.</source>
        <translation>まだどのクラスターにも接続していません。
追加すると、この一覧に残り、一覧を開いている間は監視されます。</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>追加…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%2 台中 %1 台が準備完了</translation>
    </message>
    <message>
        <source>%1 of %2 converged</source>
        <translation>%2 個中 %1 個が収束</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 / %2 が実行中</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>クラスター %n 個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>要注意 %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no problems.</source>
        <translation>%1: 問題はありません。</translation>
    </message>
    <message>
        <source>%1: %2…</source>
        <translation>%1: %2…</translation>
    </message>
    <message>
        <source>Remove %1 from the list</source>
        <translation>%1 を一覧から削除</translation>
    </message>
    <message>
        <source>Skep forgets how to reach it. The cluster itself goes on as it is.</source>
        <translation>Skep は接続方法を忘れます。クラスター自体はそのまま動き続けます。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>skep::ui::ForceNewSheet</name>
    <message>
        <source>The other managers are gone for good</source>
        <translation>他のマネージャーはもう戻りません</translation>
    </message>
    <message>
        <source>Make %1 the only manager</source>
        <translation>%1 を唯一のマネージャーにする</translation>
    </message>
    <message>
        <source>%1 founds the swarm anew with all that it knows: services, tasks, secrets and networks stay, and workers find it again. It is the only manager then; promote two workers right afterwards.</source>
        <translation>%1 は知っているすべての情報でスウォームを作り直します。サービス、タスク、シークレット、ネットワークは残り、ワーカーも見つけ直します。その時点で唯一のマネージャーになるので、直後にワーカーを 2 台昇格してください。</translation>
    </message>
    <message>
        <source>Only do this when a majority of the managers cannot come back. A manager that comes back later must leave the swarm and join again, or there are two swarms.</source>
        <translation>マネージャーの過半数が戻れない場合にだけ行ってください。後で戻ったマネージャーはスウォームを離れて参加し直さないと、スウォームが 2 つになります。</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>他のノードがここに到達するアドレス</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>他のノードからの到達先</translation>
    </message>
    <message>
        <source>Run this there:</source>
        <translation>そこで実行:</translation>
    </message>
</context>
<context>
    <name>skep::ui::GuardSettings</name>
    <message>
        <source>Guard</source>
        <translation>保護レベル</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>%1 の色</translation>
    </message>
    <message>
        <source>Of a strip along the windows of this cluster</source>
        <translation>このクラスターのウィンドウに付く帯の色</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Guard of %1</source>
        <translation>%1 の保護レベル</translation>
    </message>
    <message>
        <source>Tag of %1</source>
        <translation>%1 のタグ</translation>
    </message>
    <message>
        <source>It guards against accidents and is no access control: whoever may connect may change the cluster by other means.</source>
        <translation>これは誤操作を防ぐためのもので、アクセス制御ではありません。接続できる人は別の手段でクラスターを変更できます。</translation>
    </message>
</context>
<context>
    <name>skep::ui::InitSheet</name>
    <message>
        <source>Create a cluster here</source>
        <translation>ここにクラスターを作成</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>%1 becomes the first manager of a new swarm. Other machines join it with a token.</source>
        <translation>%1 が新しいスウォームの最初のマネージャーになります。他のマシンはトークンで参加します。</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>他のノードがここに到達するアドレス</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>他のノードからの到達先</translation>
    </message>
    <message>
        <source>Addresses for the networks of services</source>
        <translation>サービスのネットワーク用アドレス</translation>
    </message>
    <message>
        <source>Networks of services</source>
        <translation>サービスのネットワーク</translation>
    </message>
    <message>
        <source>TCP port for the other nodes</source>
        <translation>ほかのノード向けの TCP ポート</translation>
    </message>
    <message>
        <source>Port for the other nodes</source>
        <translation>ほかのノード向けのポート</translation>
    </message>
    <message>
        <source>UDP port for the traffic between services</source>
        <translation>サービス間通信の UDP ポート</translation>
    </message>
    <message>
        <source>The same on every node of the swarm, and for good</source>
        <translation>スウォームのすべてのノードで同じで、後から変更できません</translation>
    </message>
    <message>
        <source>Port for the services' traffic</source>
        <translation>サービス間通信のポート</translation>
    </message>
    <message>
        <source>Autolock: a manager that restarts needs an unlock key</source>
        <translation>自動ロック: 再起動したマネージャーにはロック解除キーが必要</translation>
    </message>
    <message>
        <source>An address is needed that other nodes can reach</source>
        <translation>他のノードが到達できるアドレスが必要です</translation>
    </message>
    <message>
        <source>Networks of services: a subnet such as 10.0.0.0/8 is needed</source>
        <translation>サービスのネットワーク: 10.0.0.0/8 のようなサブネットが必要です</translation>
    </message>
    <message>
        <source>Port for the other nodes: a number from %1 to %2 is needed</source>
        <translation>ほかのノード向けのポート: %1 から %2 までの数が必要です</translation>
    </message>
    <message>
        <source>Port for the services' traffic: a number from %1 to %2 is needed</source>
        <translation>サービス間通信のポート: %1 から %2 までの数が必要です</translation>
    </message>
    <message>
        <source>The swarm is there</source>
        <translation>スウォームができました</translation>
    </message>
    <message>
        <source>Keep this unlock key in a safe place that is not in the swarm. Without it a manager that restarts cannot be used again.</source>
        <translation>このロック解除キーをスウォームの外の安全な場所に保管してください。これがないと、再起動したマネージャーは使えなくなります。</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>ロック解除キー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>skep::ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>インスペクター</translation>
    </message>
</context>
<context>
    <name>skep::ui::JoinSheet</name>
    <message>
        <source>Join a cluster</source>
        <translation>クラスターに参加</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>参加</translation>
    </message>
    <message>
        <source>Paste a join token, or the whole command that a manager shows. %1 joins with it.</source>
        <translation>参加トークンか、マネージャーが示すコマンド全体を貼り付けてください。%1 がそれで参加します。</translation>
    </message>
    <message>
        <source>Join token or command</source>
        <translation>参加トークンまたはコマンド</translation>
    </message>
    <message>
        <source>Address of a manager</source>
        <translation>マネージャーのアドレス</translation>
    </message>
    <message>
        <source>Manager to join</source>
        <translation>参加先のマネージャー</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>他のノードがここに到達するアドレス</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>他のノードからの到達先</translation>
    </message>
    <message>
        <source>The root certificate of its cluster has the digest %1…; it joins no other. Whether as worker or as manager is decided by which of the cluster's two tokens this is.</source>
        <translation>そのクラスターのルート証明書のダイジェストは %1… で、他のクラスターには参加しません。ワーカーかマネージャーかは、クラスターの 2 つのトークンのどちらかで決まります。</translation>
    </message>
    <message>
        <source>A token begins with SWMTKN-1-.</source>
        <translation>トークンは SWMTKN-1- で始まります。</translation>
    </message>
    <message>
        <source>There is no whole join token in this text.</source>
        <translation>このテキストには完全な参加トークンがありません。</translation>
    </message>
    <message>
        <source>A join token is needed</source>
        <translation>参加トークンが必要です</translation>
    </message>
    <message>
        <source>The address of a manager is needed</source>
        <translation>マネージャーのアドレスが必要です</translation>
    </message>
</context>
<context>
    <name>skep::ui::LabelSheet</name>
    <message>
        <source>without %1</source>
        <translation>%1 なし</translation>
    </message>
    <message>
        <source>Labels of %1</source>
        <translation>%1 のラベル</translation>
    </message>
    <message>
        <source>Services choose nodes by them, as in the constraint node.labels.zone == a. Tasks that must not stay on the node then leave it at once.</source>
        <translation>サービスは制約 node.labels.zone == a のようにラベルでノードを選びます。残れないタスクはすぐにノードを離れます。</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save Labels</source>
        <translation>ラベルを保存</translation>
    </message>
    <message>
        <source>Now: %1. Saving again puts yours in its place.</source>
        <translation>現在: %1。もう一度保存すると、あなたの値に置き換わります。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>skep::ui::LeaveSheet</name>
    <message>
        <source>%1 leaves the swarm</source>
        <translation>%1 はスウォームを離れます</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>離脱</translation>
    </message>
    <message>
        <source>What this manager knows of the swarm is lost. Demote and remove it on another manager, then let it join again.</source>
        <translation>このマネージャーが知るスウォームの情報は失われます。別のマネージャーで降格と削除を行い、参加し直してください。</translation>
    </message>
    <message>
        <source>Leave although it is locked</source>
        <translation>ロック中でも離脱する</translation>
    </message>
    <message>
        <source>Check the box above first</source>
        <translation>先に上のチェックボックスをオンにしてください</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogSession</name>
    <message>
        <source>%1 is %2</source>
        <translation>%1 は%2</translation>
    </message>
    <message>
        <source>its node is gone</source>
        <translation>ノードがありません</translation>
    </message>
    <message>
        <source>not running yet</source>
        <translation>まだ動いていません</translation>
    </message>
    <message>
        <source>live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>The log driver of these containers cannot be read back. Look where it sends its lines, or set the driver to json-file, local or journald.</source>
        <translation>これらのコンテナのログドライバーは読み戻せません。出力先を確認するか、json-file、local、journald に設定してください。</translation>
    </message>
    <message>
        <source>The log driver “%1” cannot be read back. Look where it sends its lines, or set the driver to json-file, local or journald.</source>
        <translation>ログドライバー「%1」は読み戻せません。出力先を確認するか、json-file、local、journald に設定してください。</translation>
    </message>
    <message>
        <source>The log driver “%1” keeps nothing. Set it to json-file, local or journald to read what is written from then on.</source>
        <translation>ログドライバー「%1」は何も保持しません。以後の出力を読むには json-file、local、journald に設定してください。</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogView</name>
    <message>
        <source>Log lines</source>
        <translation>ログの行</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>エンジン</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogsPane</name>
    <message>
        <source>Replicas</source>
        <translation>レプリカ</translation>
    </message>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>新しい行 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Show only lines with…</source>
        <translation>次を含む行だけ表示…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>The filter is a regular expression</source>
        <translation>フィルターを正規表現として扱う</translation>
    </message>
    <message>
        <source>How much of the past</source>
        <translation>過去の範囲</translation>
    </message>
    <message>
        <source>last 100 lines each</source>
        <translation>各 最新 100 行</translation>
    </message>
    <message>
        <source>last 1,000 lines each</source>
        <translation>各 最新 1,000 行</translation>
    </message>
    <message>
        <source>last 10,000 lines each</source>
        <translation>各 最新 10,000 行</translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation>過去 15 分</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>過去 1 時間</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>過去 1 日</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Asked for very much at once, Docker's engine may leave out replicas</source>
        <translation>一度に大量に要求すると、Docker エンジンは一部のレプリカを省くことがあります</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Show the time of each line</source>
        <translation>各行の時刻を表示</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>折り返し</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>長い行を折り返す</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>追従</translation>
    </message>
    <message>
        <source>Stay at the newest line (End)</source>
        <translation>最新の行に留まる (End)</translation>
    </message>
    <message>
        <source>Copy what is selected, else all that is shown</source>
        <translation>選択部分をコピー (なければ表示中のすべて)</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>表示中のものを保存…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>live, no line yet</source>
        <translation>ライブ、まだ行はありません</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Task %1</source>
        <translation>タスク %1</translation>
    </message>
    <message>
        <source>The filter is no regular expression: %1</source>
        <translation>フィルターは正規表現ではありません: %1</translation>
    </message>
    <message>
        <source>These containers have a terminal: what they write to standard output and to standard error cannot be told apart.</source>
        <translation>これらのコンテナには端末があり、標準出力と標準エラーを区別できません。</translation>
    </message>
    <message>
        <source>%1 older lines were dropped: the newest %2 are kept.</source>
        <translation>古い %1 行を破棄しました。最新の %2 行を保持します。</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a service to read its logs.</source>
        <translation>ログを読むサービスを選んでください。</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>一致する行はありません。</translation>
    </message>
    <message>
        <source>Nothing was written yet. New lines show up here by themselves.</source>
        <translation>まだ何も書かれていません。新しい行は自動的に現れます。</translation>
    </message>
    <message>
        <source>No line could be read.</source>
        <translation>どの行も読めませんでした。</translation>
    </message>
    <message>
        <source>Save Log</source>
        <translation>ログを保存</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>テキスト (*.log *.txt)</translation>
    </message>
</context>
<context>
    <name>skep::ui::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>ツールバー</translation>
    </message>
    <message>
        <source>There is no list on this page</source>
        <translation>このページにリストはありません</translation>
    </message>
    <message>
        <source>Viewing %1 as it was recorded. Nothing can be changed there.</source>
        <translation>記録された %1 の状態を表示中です。ここでは何も変更できません。</translation>
    </message>
    <message>
        <source>Back to LIVE</source>
        <translation>ライブに戻る</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>ウィンドウを閉じますか?</translation>
    </message>
    <message>
        <source>This takes more than one step and goes on only while the window is open: %1. Closed now, it stays half done until the window is opened again and it is told to go on there. Activity can stop it and take it back.</source>
        <translation>これには複数の段階があり、ウィンドウが開いている間だけ進みます: %1。今閉じると、ウィンドウをもう一度開いて続行するまで途中のままになります。アクティビティで中止して元に戻せます。</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>skep::ui::ManagersPage</name>
    <message>
        <source>Managers</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Promote</source>
        <translation>昇格</translation>
    </message>
    <message>
        <source>Promote a worker</source>
        <translation>ワーカーを昇格</translation>
    </message>
    <message>
        <source>Demote…</source>
        <translation>降格…</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>ノードを追加…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>ロール</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>到達可能</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>ゾーン</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>ターム</translation>
    </message>
    <message>
        <source>Written/Decided</source>
        <translation>書込/確定</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最終通信</translation>
    </message>
    <message>
        <source>No manager is known yet.</source>
        <translation>マネージャーはまだ不明です。</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) known · no majority now</source>
        <translation>
            <numerusform>既知のマネージャー %n 台 · 現在は過半数なし</numerusform>
        </translation>
    </message>
    <message>
        <source>Leaders seen since this page was opened: %1</source>
        <translation>このページを開いてからのリーダー: %1</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>リーダー</translation>
    </message>
    <message>
        <source>follower</source>
        <translation>フォロワー</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>追いつき中</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>No worker is ready</source>
        <translation>準備のできたワーカーがありません</translation>
    </message>
    <message>
        <source>Others, on the page Nodes</source>
        <translation>その他はノードページで</translation>
    </message>
</context>
<context>
    <name>skep::ui::NetworkSheet</name>
    <message>
        <source>A network needs a name</source>
        <translation>ネットワークには名前が必要です</translation>
    </message>
    <message>
        <source>A range or a gateway lies in a subnet: give that too</source>
        <translation>範囲やゲートウェイはサブネット内にあります。サブネットも指定してください</translation>
    </message>
    <message>
        <source>New network</source>
        <translation>新しいネットワーク</translation>
    </message>
    <message>
        <source>Tasks of services that share a network reach each other by name, on whichever nodes they run.</source>
        <translation>同じネットワークのサービスのタスクは、どのノードで動いていても名前で通信できます。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>英字、数字、-、_</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>ドライバー</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>サブネット</translation>
    </message>
    <message>
        <source>the swarm picks one; 10.10.0.0/24</source>
        <translation>スウォームが選択; 10.10.0.0/24</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>all of the subnet</source>
        <translation>サブネット全体</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>ゲートウェイ</translation>
    </message>
    <message>
        <source>the first address</source>
        <translation>最初のアドレス</translation>
    </message>
    <message>
        <source>Containers outside of services may attach to it</source>
        <translation>サービス外のコンテナも接続できます</translation>
    </message>
    <message>
        <source>It has no way to the outside</source>
        <translation>外部への経路がありません</translation>
    </message>
    <message>
        <source>Traffic between nodes is encrypted (slower)</source>
        <translation>ノード間通信を暗号化 (遅くなります)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 を作成</translation>
    </message>
</context>
<context>
    <name>skep::ui::Notices</name>
    <message>
        <source>Connected again; nothing was seen since %1</source>
        <translation>再接続しました。%1 以降は観測していません</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <comment>kind, name, what happened</comment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Changes of nodes that were staged before are staged again; nothing has been sent</source>
        <translation>以前にステージしたノードの変更を再びステージしました。まだ何も送っていません</translation>
    </message>
    <message>
        <source>Changes that were not sent are kept: they can be continued under Services</source>
        <translation>送信していない変更が保存されています: 「サービス」で続けられます</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 が失敗しました: %2</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: 完了</translation>
    </message>
    <message>
        <source>%1: no longer waited for</source>
        <translation>%1: 待機をやめました</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::ObjectTable</name>
    <message>
        <source>Filter: any words, or %1…</source>
        <translation>フィルター: 任意の語、または %1…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>order paused</source>
        <translation>並べ替え保留中</translation>
    </message>
    <message>
        <source>Rows that changed go to their new places when the pointer leaves the list</source>
        <translation>変わった行は、ポインターが一覧を離れると新しい位置に移ります</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>フィルターをクリア</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>列を選択</translation>
    </message>
    <message>
        <source>List</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>全 %1 件</translation>
    </message>
    <message>
        <source>0 of %1 match</source>
        <translation>%1 件中 0 件が一致</translation>
    </message>
    <message>
        <source>showing %1 of %2</source>
        <translation>%2 件中 %1 件を表示</translation>
    </message>
    <message>
        <source>Copy Rows</source>
        <translation>行をコピー</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>JSON としてコピー</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>CSV として書き出す…</translation>
    </message>
    <message>
        <source>Fit Widths to Content</source>
        <translation>列幅を内容に合わせる</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>CSV として書き出す</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>カンマ区切り (*.csv)</translation>
    </message>
</context>
<context>
    <name>skep::ui::OperationList</name>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>no longer waited for; what was accepted stays</source>
        <translation>待機をやめました。受理されたものはそのままです</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>stage, progress</comment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Stop Waiting</source>
        <translation>待機をやめる</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Nothing was asked for in this window yet. What you do shows up here, with how far it is and how to take it back.</source>
        <translation>この画面ではまだ何も依頼されていません。操作すると、進み具合と取り消し方法がここに表示されます。</translation>
    </message>
</context>
<context>
    <name>skep::ui::Operations</name>
    <message>
        <source>undone</source>
        <translation>取り消し済み</translation>
    </message>
    <message>
        <source>undoing…</source>
        <translation>取り消し中…</translation>
    </message>
    <message>
        <source>it was removed meanwhile</source>
        <translation>その間に削除されました</translation>
    </message>
    <message>
        <source>it was interrupted here and goes on when it is told to</source>
        <translation>ここで中断されました。「続行」を押すと進みます</translation>
    </message>
</context>
<context>
    <name>skep::ui::PastFrame</name>
    <message>
        <source>Viewing %1</source>
        <translation>%1 を表示中</translation>
    </message>
</context>
<context>
    <name>skep::ui::PayloadInput</name>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Type or paste the value</source>
        <translation>値を入力または貼り付け</translation>
    </message>
    <message>
        <source>Type or paste the content</source>
        <translation>内容を入力または貼り付け</translation>
    </message>
    <message>
        <source>or from a file</source>
        <translation>またはファイルから</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Shows the value while it is held down</source>
        <translation>押している間だけ値を表示</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>32 random letters and digits</source>
        <translation>ランダムな英数字 32 文字</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>ファイルを選択</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 を読み取れません: %2</translation>
    </message>
    <message>
        <source>A secret needs a value</source>
        <translation>シークレットには値が必要です</translation>
    </message>
    <message>
        <source>A config needs a content</source>
        <translation>コンフィグには内容が必要です</translation>
    </message>
    <message>
        <source>It is larger than the %1 that a swarm stores</source>
        <translation>スウォームが保存できる %1 を超えています</translation>
    </message>
</context>
<context>
    <name>skep::ui::PayloadSheet</name>
    <message>
        <source>Rotate %1</source>
        <translation>%1 を更新</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>新しいシークレット</translation>
    </message>
    <message>
        <source>New config</source>
        <translation>新しいコンフィグ</translation>
    </message>
    <message>
        <source>A value is never changed in place: a new one of the next name takes its place in the services that use it, one after the other. Files in the containers keep their names.</source>
        <translation>値をその場で変えることはありません。次の名前の新しい値が、使用中のサービスで 1 つずつ置き換わります。コンテナ内のファイル名は変わりません。</translation>
    </message>
    <message>
        <source>Services read it from a file in memory. Once it is stored nobody can read it back, here or elsewhere.</source>
        <translation>サービスはメモリ上のファイルから読みます。保存後はここでも他でも誰も読み出せません。</translation>
    </message>
    <message>
        <source>A file that services get without building an image for it. Everybody who may look at the swarm can read it.</source>
        <translation>イメージを作り直さずにサービスへ渡すファイル。スウォームを見られる人は誰でも読めます。</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新しい名前</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>letters, digits, -, _ and .</source>
        <translation>英字、数字、-、_、.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>ラベル</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>No service uses it: only the new one is made.</source>
        <translation>使用するサービスはありません。新しいものだけを作ります。</translation>
    </message>
    <message>
        <source>It takes its place in:</source>
        <translation>置き換える先:</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <translation>名前が必要です</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 を作成</translation>
    </message>
</context>
<context>
    <name>skep::ui::Probe</name>
    <message>
        <source>Reach the host</source>
        <translation>ホストに到達</translation>
    </message>
    <message>
        <source>Host key</source>
        <translation>ホスト鍵</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>API</source>
        <translation>API</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>%1, issued by %2, until %3, SHA-256 %4…</source>
        <translation>%1、発行者 %2、期限 %3、SHA-256 %4…</translation>
    </message>
    <message>
        <source>No answer within 10 seconds. Is the address right, and does a firewall let it through?</source>
        <translation>10 秒以内に応答がありません。アドレスは正しく、ファイアウォールは許可していますか?</translation>
    </message>
    <message>
        <source>Nothing listens at %1:%2. skepd serves its API there with --api-listen tcp://ADDRESS:%2, dockerd with -H tcp://ADDRESS:%2 --tlsverify.</source>
        <translation>%1:%2 で待ち受けていません。skepd は --api-listen tcp://ADDRESS:%2、dockerd は -H tcp://ADDRESS:%2 --tlsverify で API を提供します。</translation>
    </message>
    <message>
        <source>There is no host with the name %1. Check its spelling, or use its address.</source>
        <translation>%1 という名前のホストはありません。綴りを確認するか、アドレスを使ってください。</translation>
    </message>
    <message>
        <source>%1. Is the address right, and does a firewall let it through?</source>
        <translation>%1。アドレスは正しく、ファイアウォールは許可していますか?</translation>
    </message>
    <message>
        <source>The certificate of the server is for %1, not for %2. Use a name that it is for, or give the server another certificate.</source>
        <translation>サーバーの証明書は %1 用で、%2 用ではありません。対応する名前を使うか、サーバーに別の証明書を設定してください。</translation>
    </message>
    <message>
        <source>The certificate of the server is not valid today (%1). Renew it, or set the clock right.</source>
        <translation>サーバーの証明書は今日は有効ではありません (%1)。更新するか、時計を合わせてください。</translation>
    </message>
    <message>
        <source>The certificate of the server is not signed by the CA that was chosen (%1). Choose the CA that signed it.</source>
        <translation>サーバーの証明書は選んだ CA の署名ではありません (%1)。署名した CA を選んでください。</translation>
    </message>
    <message>
        <source>%1. Does the server speak TLS there, and does it trust the CA of your certificate?</source>
        <translation>%1。そこのサーバーは TLS を話し、あなたの証明書の CA を信頼していますか?</translation>
    </message>
    <message>
        <source>%1. The program ssh has to be installed here.</source>
        <translation>%1。ここに ssh プログラムをインストールする必要があります。</translation>
    </message>
    <message>
        <source>%1 Run “ssh” to it once in a terminal and compare the fingerprint.</source>
        <translation>%1 端末で一度「ssh」を実行し、フィンガープリントを確認してください。</translation>
    </message>
    <message>
        <source>%1 ssh has to log in without asking: add your key to the agent, and put it into authorized_keys there.</source>
        <translation>%1 ssh が尋ねずにログインできる必要があります。鍵をエージェントに追加し、接続先の authorized_keys に登録してください。</translation>
    </message>
    <message>
        <source>known to ssh</source>
        <translation>ssh で既知</translation>
    </message>
    <message>
        <source>%1. The other end needs the program skep or docker, for a user that may use its daemon.</source>
        <translation>%1。接続先には skep か docker のプログラムと、そのデーモンを使えるユーザーが必要です。</translation>
    </message>
    <message>
        <source>%1. Does “ssh” to it work in a terminal?</source>
        <translation>%1。端末からの「ssh」接続は動作しますか?</translation>
    </message>
    <message>
        <source>The server does not accept your certificate (%1). It has to be signed by a CA that the server trusts.</source>
        <translation>サーバーがあなたの証明書を受け入れません (%1)。サーバーが信頼する CA の署名が必要です。</translation>
    </message>
    <message>
        <source>%1. Is the daemon running, and are you in its group?</source>
        <translation>%1。デーモンは動作中で、あなたはそのグループに属していますか?</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>managers, nodes</comment>
        <translation>%1、%2</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>マネージャー %n 台</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>ノード %n</numerusform>
        </translation>
    </message>
    <message>
        <source>It is a worker. Managers it knows: %1</source>
        <translation>ワーカーです。知っているマネージャー: %1</translation>
    </message>
    <message>
        <source>locked: it asks for its unlock key next</source>
        <translation>ロック中: 次にロック解除キーを求めます</translation>
    </message>
    <message>
        <source>not part of a swarm yet</source>
        <translation>まだスウォームに属していません</translation>
    </message>
</context>
<context>
    <name>skep::ui::QuorumPlanner</name>
    <message>
        <source>What if managers fail?</source>
        <translation>マネージャーが停止したら?</translation>
    </message>
    <message>
        <source>Press the managers that fail. Nothing is sent.</source>
        <translation>停止するマネージャーを押してください。何も送信されません。</translation>
    </message>
    <message>
        <source>%1 fails</source>
        <translation>%1 が停止</translation>
    </message>
    <message>
        <source>cannot be reached now</source>
        <translation>現在到達できません</translation>
    </message>
    <message>
        <source>Let all managers of zone %1 fail</source>
        <translation>ゾーン %1 の全マネージャーを停止させる</translation>
    </message>
    <message>
        <source>✗ %1</source>
        <translation>✗ %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ReplicaGrid</name>
    <message>
        <source>Replicas by slot</source>
        <translation>スロット別レプリカ</translation>
    </message>
    <message>
        <source>slot %1 on %2, %3</source>
        <translation>スロット %1 (%2)、%3</translation>
    </message>
    <message>
        <source>no replicas</source>
        <translation>レプリカなし</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
</context>
<context>
    <name>skep::ui::RequestSheet</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>同じ内容のコマンド</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>コマンドをコピー</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>応答を待っています…</translation>
    </message>
</context>
<context>
    <name>skep::ui::ReviewPane</name>
    <message>
        <source>Changes</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>実行後</translation>
    </message>
    <message>
        <source>Documents compared</source>
        <translation>文書の比較</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The command has no option for some of it: this is as close as it comes.</source>
        <translation>一部に対応するオプションがコマンドにありません。これが最も近い形です。</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>同じ内容のコマンド</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>コマンドをコピー</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>要求</translation>
    </message>
    <message>
        <source>Copy the request</source>
        <translation>要求をコピー</translation>
    </message>
    <message>
        <source>Changes (%1)</source>
        <translation>変更点 (%1)</translation>
    </message>
    <message>
        <source>Nothing would move.</source>
        <translation>何も移動しません。</translation>
    </message>
    <message>
        <source>By the rules of this server's scheduler, on what this window sees now:</source>
        <translation>このサーバーのスケジューラーの規則と、この画面が今見ている状態によると:</translation>
    </message>
    <message>
        <source>≈ By a model of this server's scheduler, on what this window sees now:</source>
        <translation>≈ このサーバーのスケジューラーのモデルと、この画面が今見ている状態によると:</translation>
    </message>
</context>
<context>
    <name>skep::ui::RevisionsTab</name>
    <message>
        <source>present</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>the one before</source>
        <translation>1 つ前</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>記録済み</translation>
    </message>
    <message>
        <source>created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>rolled back to %1</source>
        <translation>%1 にロールバック</translation>
    </message>
    <message>
        <source>rolled back to %1 by itself</source>
        <translation>自動で %1 にロールバック</translation>
    </message>
    <message>
        <source>Specifications</source>
        <translation>仕様</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>How</source>
        <translation>経緯</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>Use This Specification…</source>
        <translation>この仕様を使う…</translation>
    </message>
    <message>
        <source>%1 (present)</source>
        <translation>%1 (現在)</translation>
    </message>
    <message>
        <source>no. %1</source>
        <translation>%1 番</translation>
    </message>
    <message>
        <source>From %1 to %2: %3</source>
        <translation>%1 から %2: %3</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>違いはありません</translation>
    </message>
    <message numerus="yes">
        <source>  … %n equal line(s)</source>
        <translation>
            <numerusform>  … 同じ行が %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>It was never changed since it was created: there is nothing to compare.</source>
        <translation>作成後に一度も変更されていないため、比べるものがありません。</translation>
    </message>
    <message>
        <source>Select one to compare it with the present one, or two.</source>
        <translation>1 つ選ぶと現在と、2 つ選ぶと互いに比較します。</translation>
    </message>
    <message>
        <source>Select one former specification</source>
        <translation>以前の仕様を 1 つ選んでください</translation>
    </message>
    <message>
        <source>This server keeps one former specification; others are from what this computer has recorded.</source>
        <translation>このサーバーは以前の仕様を 1 つだけ保持します。他はこのコンピューターの記録です。</translation>
    </message>
    <message>
        <source>Use specification no. %1 of %2</source>
        <translation>%2 の仕様 %1 番を使う</translation>
    </message>
    <message>
        <source>Use an earlier specification of %1</source>
        <translation>%1 の以前の仕様を使う</translation>
    </message>
    <message>
        <source>%1 — nothing has changed yet</source>
        <translation>%1 — まだ何も変わっていません</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>使う</translation>
    </message>
</context>
<context>
    <name>skep::ui::RotateCaSheet</name>
    <message>
        <source>Rotate the root CA</source>
        <translation>ルート CA を更新</translation>
    </message>
    <message>
        <source>Rotate the Root</source>
        <translation>ルートを更新</translation>
    </message>
    <message>
        <source>A new root certificate is made, and every node gets a new certificate from it, one after another. Until all have it both roots hold.</source>
        <translation>新しいルート証明書を作り、各ノードが順に新しい証明書を受け取ります。全ノードが受け取るまで両方のルートが有効です。</translation>
    </message>
    <message>
        <source>Both join tokens change, since they name the root. There is no way back to the old root.</source>
        <translation>参加トークンはルートを含むため両方とも変わります。古いルートには戻せません。</translation>
    </message>
    <message>
        <source>Not ready now: %1. The rotation is not over before they are back or removed.</source>
        <translation>準備未完了: %1。戻るか削除されるまで更新は終わりません。</translation>
    </message>
</context>
<context>
    <name>skep::ui::RotateTokenSheet</name>
    <message>
        <source>Rotate the manager token</source>
        <translation>マネージャートークンを更新</translation>
    </message>
    <message>
        <source>Rotate the worker token</source>
        <translation>ワーカートークンを更新</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Nodes that have joined stay as they are. The old token lets nobody in any more, at once: scripts and notes that hold it need the new one.</source>
        <translation>参加済みのノードはそのままです。古いトークンではすぐに誰も参加できなくなり、それを使うスクリプトやメモには新しいものが必要です。</translation>
    </message>
</context>
<context>
    <name>skep::ui::RowsEditor</name>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>追加先: %1</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Remove %1 %2</source>
        <translation>%1 %2 を削除</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>skep::ui::Scrubber</name>
    <message>
        <source>Recorded time</source>
        <translation>記録された時間</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Show the present state (End)</source>
        <translation>現在の状態を表示 (End)</translation>
    </message>
    <message>
        <source>nothing recorded yet</source>
        <translation>まだ記録はありません</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>Viewing %1</source>
        <translation>%1 を表示中</translation>
    </message>
</context>
<context>
    <name>skep::ui::SecretLine</name>
    <message>
        <source>%1, hidden</source>
        <translation>%1、非表示</translation>
    </message>
    <message>
        <source>Show for 20 seconds</source>
        <translation>20 秒間表示</translation>
    </message>
    <message>
        <source>%1: show for 20 seconds</source>
        <translation>%1: 20 秒間表示</translation>
    </message>
    <message>
        <source>Copy; the clipboard is emptied after a minute</source>
        <translation>コピー (クリップボードは 1 分後に空になります)</translation>
    </message>
    <message>
        <source>%1: copy</source>
        <translation>%1: コピー</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceDetail</name>
    <message>
        <source>Replicas</source>
        <translation>レプリカ</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Number of replicas</source>
        <translation>レプリカ数</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) wait for a node: %1</source>
        <translation>
            <numerusform>%n 個のタスクがノードを待っています: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 が失敗しました: %2</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>スケール</translation>
    </message>
    <message>
        <source>⚠ Slot %1 has been in “%2” for %3, far longer than others.</source>
        <translation>⚠ スロット %1 は「%2」の段階に %3 留まっており、他よりはるかに長くかかっています。</translation>
    </message>
    <message>
        <source>⚠ Slot %1 failed, attempt %2: %3</source>
        <translation>⚠ スロット %1 が失敗、試行 %2: %3</translation>
    </message>
    <message>
        <source>No update has been seen yet. While one runs, each slot's steps show up here.</source>
        <translation>更新はまだ観測されていません。実行中は各スロットの段階がここに表示されます。</translation>
    </message>
    <message>
        <source>Update: %1, %2 of %3 slots</source>
        <translation>更新: %1、%3 スロット中 %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceForm</name>
    <message>
        <source>New service</source>
        <translation>新しいサービス</translation>
    </message>
    <message>
        <source>Update %1</source>
        <translation>%1 を更新</translation>
    </message>
    <message>
        <source>Not kept, since it may be a secret: %1.</source>
        <translation>秘密の可能性があるため保存されていません: %1</translation>
    </message>
    <message>
        <source>It was removed meanwhile</source>
        <translation>その間に削除されました</translation>
    </message>
    <message>
        <source>It is not there yet</source>
        <translation>まだありません</translation>
    </message>
    <message>
        <source>It is being sent</source>
        <translation>送信中</translation>
    </message>
    <message>
        <source>Decide first what shall be of the fields that somebody else changed too</source>
        <translation>他の人も変更した項目をどうするか、先に決めてください</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>まだ変更はありません</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>The change set is being applied</source>
        <translation>変更セットを適用しています</translation>
    </message>
    <message>
        <source>It is not sent yet: several edits are reviewed and applied together</source>
        <translation>まだ送信しません: 複数の変更をまとめて確認し、適用します</translation>
    </message>
    <message>
        <source>Made from version %1, the newest ✓</source>
        <translation>バージョン %1 から作成 (最新) ✓</translation>
    </message>
    <message>
        <source>What it does cannot be told: %1</source>
        <translation>効果を判断できません: %1</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 を作成</translation>
    </message>
    <message>
        <source>There is a service of that name already</source>
        <translation>その名前のサービスはすでにあります</translation>
    </message>
    <message>
        <source>Which image shall run?</source>
        <translation>どのイメージを動かしますか?</translation>
    </message>
    <message>
        <source>A service needs a name</source>
        <translation>サービスには名前が必要です</translation>
    </message>
    <message>
        <source>The digest of the image is not to be had (untick “Pin the digest” to go by its tag): %1</source>
        <translation>イメージのダイジェストを取得できません (タグを使うには「ダイジェストを固定」をオフに): %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceView</name>
    <message>
        <source>the new task starts before the old one stops</source>
        <translation>古いタスクの停止前に新しいタスクを開始</translation>
    </message>
    <message>
        <source>the old task stops before the new one starts</source>
        <translation>新しいタスクの開始前に古いタスクを停止</translation>
    </message>
    <message>
        <source>on failure it is rolled back</source>
        <translation>失敗時はロールバック</translation>
    </message>
    <message>
        <source>failures do not stop it</source>
        <translation>失敗しても止まらない</translation>
    </message>
    <message>
        <source>on failure it pauses</source>
        <translation>失敗時は一時停止</translation>
    </message>
    <message>
        <source>all at once</source>
        <translation>すべて同時</translation>
    </message>
    <message numerus="yes">
        <source>%n at a time</source>
        <translation>
            <numerusform>一度に %n</numerusform>
        </translation>
    </message>
    <message>
        <source>How it is updated: %1, %2 apart; %3; %4.</source>
        <translation>更新方法: %1、間隔 %2、%3、%4。</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>一覧に戻る (Esc)</translation>
    </message>
    <message>
        <source>This service does not exist any more.</source>
        <translation>このサービスはもう存在しません。</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>仕様</translation>
    </message>
    <message>
        <source>Spec</source>
        <translation>仕様</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>update: %1</source>
        <translation>更新: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServicesRoom</name>
    <message>
        <source>a new service</source>
        <translation>新しいサービス</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <comment>a service</comment>
        <translation>%1（新規）</translation>
    </message>
    <message>
        <source>Continue %1</source>
        <translation>%1 を続ける</translation>
    </message>
    <message>
        <source>Changes that were not sent are kept: %1.</source>
        <translation>送信していない変更が保存されています: %1</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Discard All</source>
        <translation>すべて破棄</translation>
    </message>
</context>
<context>
    <name>skep::ui::SettingsCard</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>同じ内容のコマンド</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>変更を破棄</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Raft: heartbeat tick %1, election tick %2. Neither can be changed while the swarm runs.</source>
        <translation>Raft: ハートビートティック %1、選挙ティック %2。スウォームの動作中はどちらも変更できません。</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>変更はありません</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 を変更</translation>
    </message>
    <message numerus="yes">
        <source>Change %n setting(s) of the swarm</source>
        <translation>
            <numerusform>スウォームの設定 %n 件を変更</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>setting, value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>ページ</translation>
    </message>
</context>
<context>
    <name>skep::ui::Suggestions</name>
    <message>
        <source>Smallest changes that would place it:</source>
        <translation>配置できるようになる最小の変更:</translation>
    </message>
    <message numerus="yes">
        <source>%1. %2 (fits %n node(s))</source>
        <translation>
            <numerusform>%1. %2 (%n ノードに収まる)</numerusform>
        </translation>
    </message>
    <message>
        <source>Add label…</source>
        <translation>ラベルを追加…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>編集…</translation>
    </message>
</context>
<context>
    <name>skep::ui::SwarmPage</name>
    <message>
        <source>Nothing is known of a swarm here yet.</source>
        <translation>ここではスウォームについてまだ何も分かりません。</translation>
    </message>
    <message>
        <source>Swarm</source>
        <translation>スウォーム</translation>
    </message>
    <message>
        <source>Leave the Swarm…</source>
        <translation>スウォームを離脱…</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Autolock…</source>
        <translation>自動ロック…</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Networks of services</source>
        <translation>サービスのネットワーク</translation>
    </message>
    <message>
        <source>%1, cut into /%2</source>
        <translation>%1、/%2 に分割</translation>
    </message>
    <message>
        <source>Data between nodes</source>
        <translation>ノード間のデータ</translation>
    </message>
    <message>
        <source>UDP port %1</source>
        <translation>UDP ポート %1</translation>
    </message>
    <message>
        <source>Autolock is on: managers need the unlock key after a restart.</source>
        <translation>自動ロックはオンです。マネージャーは再起動後にロック解除キーが必要です。</translation>
    </message>
    <message>
        <source>Autolock is off.</source>
        <translation>自動ロックはオフです。</translation>
    </message>
</context>
<context>
    <name>skep::ui::TablePage</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n 件選択</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Text</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>キャンセルされました。</translation>
    </message>
    <message>
        <source>The server refused the values.</source>
        <translation>サーバーは値を拒否しました。</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>It does not exist (any more).</source>
        <translation>存在しません。</translation>
    </message>
    <message>
        <source>It conflicts with what is there.</source>
        <translation>既存のものと競合します。</translation>
    </message>
    <message>
        <source>It is not allowed.</source>
        <translation>許可されていません。</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>大きすぎます。</translation>
    </message>
    <message>
        <source>The node cannot do that in its present state.</source>
        <translation>ノードの現在の状態ではできません。</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile. Look at it again.</source>
        <translation>その間に他の人が変更しました。もう一度確認してください。</translation>
    </message>
    <message>
        <source>A value is out of range.</source>
        <translation>値が範囲外です。</translation>
    </message>
    <message>
        <source>The server does not have this.</source>
        <translation>サーバーにこの機能はありません。</translation>
    </message>
    <message>
        <source>The answer could not be understood.</source>
        <translation>応答を解釈できませんでした。</translation>
    </message>
    <message>
        <source>The manager cannot be reached.</source>
        <translation>マネージャーに到達できません。</translation>
    </message>
    <message>
        <source>The answer was damaged.</source>
        <translation>応答が壊れていました。</translation>
    </message>
    <message>
        <source>The credentials were refused.</source>
        <translation>認証情報が拒否されました。</translation>
    </message>
    <message>
        <source>new</source>
        <comment>task state</comment>
        <translation>新規</translation>
    </message>
    <message>
        <source>pending</source>
        <comment>task state</comment>
        <translation>保留</translation>
    </message>
    <message>
        <source>assigned</source>
        <comment>task state</comment>
        <translation>割り当て済み</translation>
    </message>
    <message>
        <source>accepted</source>
        <comment>task state</comment>
        <translation>受理</translation>
    </message>
    <message>
        <source>preparing</source>
        <comment>task state</comment>
        <translation>準備中</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>task state</comment>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>starting</source>
        <comment>task state</comment>
        <translation>開始中</translation>
    </message>
    <message>
        <source>running</source>
        <comment>task state</comment>
        <translation>実行中</translation>
    </message>
    <message>
        <source>complete</source>
        <comment>task state</comment>
        <translation>完了</translation>
    </message>
    <message>
        <source>shut down</source>
        <comment>task state</comment>
        <translation>停止済み</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>task state</comment>
        <translation>失敗</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>task state</comment>
        <translation>拒否</translation>
    </message>
    <message>
        <source>being removed</source>
        <comment>task state</comment>
        <translation>削除中</translation>
    </message>
    <message>
        <source>orphaned</source>
        <comment>task state</comment>
        <translation>孤立</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>node state</comment>
        <translation>不明</translation>
    </message>
    <message>
        <source>down</source>
        <comment>node state</comment>
        <translation>停止</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>node state</comment>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>disconnected</source>
        <comment>node state</comment>
        <translation>切断</translation>
    </message>
    <message>
        <source>updating</source>
        <comment>update state</comment>
        <translation>更新中</translation>
    </message>
    <message>
        <source>paused</source>
        <comment>update state</comment>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>completed</source>
        <comment>update state</comment>
        <translation>完了</translation>
    </message>
    <message>
        <source>rolling back</source>
        <comment>update state</comment>
        <translation>ロールバック中</translation>
    </message>
    <message>
        <source>rollback paused</source>
        <comment>update state</comment>
        <translation>ロールバック一時停止</translation>
    </message>
    <message>
        <source>rolled back</source>
        <comment>update state</comment>
        <translation>ロールバック済み</translation>
    </message>
    <message>
        <source>active</source>
        <comment>availability</comment>
        <translation>有効</translation>
    </message>
    <message>
        <source>paused</source>
        <comment>availability</comment>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>drained</source>
        <comment>availability</comment>
        <translation>ドレイン済み</translation>
    </message>
    <message>
        <source>manager</source>
        <comment>role</comment>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>worker</source>
        <comment>role</comment>
        <translation>ワーカー</translation>
    </message>
    <message>
        <source>now</source>
        <translation>今</translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1 (%2前)</translation>
    </message>
    <message>
        <source>−%1</source>
        <translation>−%1</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day, time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>The server refused it without giving a reason.</source>
        <translation>サーバーは理由を示さずに拒否しました。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>our reason, then the server's words</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>低速</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>古い</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>This node is not part of a swarm. Create one here, or join one.</source>
        <translation>このノードはスウォームに属していません。ここで作成するか、参加してください。</translation>
    </message>
    <message>
        <source>This node is a worker: workers cannot show or change the swarm. Connect to a manager.</source>
        <translation>このノードはワーカーです。ワーカーはスウォームの表示も変更もできません。マネージャーに接続してください。</translation>
    </message>
    <message>
        <source>This manager is locked. It needs the swarm's unlock key before it can be used.</source>
        <translation>このマネージャーはロックされています。使うにはスウォームのロック解除キーが必要です。</translation>
    </message>
    <message>
        <source>No majority of the managers answers. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>マネージャーの過半数が応答しません。実行中のサービスは動き続けますが、変更も再配置もできません。</translation>
    </message>
    <message>
        <source>%1 answers for another swarm than the one shown.</source>
        <translation>%1 は表示中とは別のスウォームの応答を返しています。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>接続中…</translation>
    </message>
    <message>
        <source>Connecting to %1: %2</source>
        <translation>%1 に接続中: %2</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>%1 に到達できません: %2</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting (%2)…</source>
        <translation>%1 の状態を表示中、再接続しています (%2)…</translation>
    </message>
</context>
<context>
    <name>skep::ui::TimelineView</name>
    <message>
        <source>Update timeline</source>
        <translation>更新のタイムライン</translation>
    </message>
    <message>
        <source>slot %1: %2</source>
        <translation>スロット %1: %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>スロット %1</translation>
    </message>
    <message>
        <source>%1 ≈ %2 (seen late)</source>
        <translation>%1 ≈ %2 (後から観測)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>attempt %1: %2</source>
        <translation>試行 %1: %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::Toasts</name>
    <message>
        <source>Dismiss</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Sent…</source>
        <translation>送信済み…</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>Stopped waiting; what was accepted stays</source>
        <translation>待機をやめました。受理されたものはそのままです</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Stop Waiting</source>
        <translation>待機をやめる</translation>
    </message>
</context>
<context>
    <name>skep::ui::TokensCard</name>
    <message>
        <source>≈ inferred from when nodes were created and when this program saw a token for the first time</source>
        <translation>≈ ノードの作成時刻と、このプログラムが初めてトークンを見た時刻からの推定</translation>
    </message>
    <message>
        <source>Join tokens</source>
        <translation>参加トークン</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>ノードを追加…</translation>
    </message>
    <message>
        <source>✓ %1.</source>
        <translation>✓ %1。</translation>
    </message>
    <message>
        <source>The join command is in the clipboard for a minute. Waiting for the node…</source>
        <translation>参加コマンドは 1 分間クリップボードにあります。ノードを待っています…</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>ワーカー</translation>
    </message>
    <message>
        <source>Copy Join Command</source>
        <translation>参加コマンドをコピー</translation>
    </message>
    <message>
        <source>Copy the join command for a manager</source>
        <translation>マネージャーの参加コマンドをコピー</translation>
    </message>
    <message>
        <source>Copy the join command for a worker</source>
        <translation>ワーカーの参加コマンドをコピー</translation>
    </message>
    <message>
        <source>It joins at the leader's address</source>
        <translation>リーダーのアドレスで参加します</translation>
    </message>
    <message>
        <source>Copy it with another manager's address</source>
        <translation>別のマネージャーのアドレスでコピー</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>更新…</translation>
    </message>
    <message>
        <source>Rotate the manager token</source>
        <translation>マネージャートークンを更新</translation>
    </message>
    <message>
        <source>Rotate the worker token</source>
        <translation>ワーカートークンを更新</translation>
    </message>
    <message>
        <source>Manager token</source>
        <translation>マネージャートークン</translation>
    </message>
    <message>
        <source>Worker token</source>
        <translation>ワーカートークン</translation>
    </message>
    <message>
        <source>Joining at %1</source>
        <translation>参加先 %1</translation>
    </message>
    <message>
        <source>No manager tells an address to join at</source>
        <translation>参加先のアドレスを示すマネージャーがありません</translation>
    </message>
    <message>
        <source>Founded by %1.</source>
        <translation>%1 が作成。</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>トークン %1</translation>
    </message>
    <message>
        <source>Token %1, since %2</source>
        <translation>トークン %1、%2 から</translation>
    </message>
    <message>
        <source> (valid)</source>
        <translation> (有効)</translation>
    </message>
    <message>
        <source>%1 — joined by it: %2</source>
        <translation>%1 — これで参加: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>node, when it joined</comment>
        <translation>%1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Do you recognise these? They joined by a token that was replaced: %1.</source>
        <translation>これらに見覚えがありますか？交換前のトークンで参加しました: %1</translation>
    </message>
    <message>
        <source>Show Them</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>I Know Them</source>
        <translation>確認済みにする</translation>
    </message>
</context>
<context>
    <name>skep::ui::ToleranceTable</name>
    <message>
        <source>How many managers?</source>
        <translation>マネージャーは何台必要?</translation>
    </message>
    <message>
        <source>How many managers may be lost</source>
        <translation>失ってよいマネージャーの数</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Majority</source>
        <translation>過半数</translation>
    </message>
    <message>
        <source>May lose</source>
        <translation>失ってよい数</translation>
    </message>
    <message>
        <source>◀ this swarm</source>
        <translation>◀ このスウォーム</translation>
    </message>
    <message>
        <source>no better than %1</source>
        <translation>%1 と変わらない</translation>
    </message>
</context>
<context>
    <name>skep::ui::UnlockSheet</name>
    <message>
        <source>Unlock this manager</source>
        <translation>このマネージャーのロックを解除</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロック解除</translation>
    </message>
    <message>
        <source>What %1 knows of the swarm is encrypted on its disk, and it has restarted. The unlock key makes it a manager again.</source>
        <translation>スウォームについて %1 が知る情報はディスク上で暗号化されており、再起動しました。ロック解除キーで再びマネージャーになります。</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>ロック解除キー</translation>
    </message>
    <message>
        <source>Another manager that is not locked shows it with “docker swarm unlock-key”, or here on the page Swarm. If no manager knows it any more and it is written down nowhere, this node has to leave the swarm and join again.</source>
        <translation>ロックされていない別のマネージャーが「docker swarm unlock-key」またはこの画面の「スウォーム」ページで表示できます。どのマネージャーも知らず、控えもない場合、このノードはスウォームを離れて参加し直す必要があります。</translation>
    </message>
    <message>
        <source>The unlock key is needed</source>
        <translation>ロック解除キーが必要です</translation>
    </message>
    <message>
        <source>An unlock key begins with SWMKEY-1- and has 52 characters</source>
        <translation>ロック解除キーは SWMKEY-1- で始まる 52 文字です</translation>
    </message>
</context>
<context>
    <name>skep::ui::ValueLabel</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>skep::ui::WhatIfView</name>
    <message>
        <source>What would happen to each service</source>
        <translation>各サービスに起こること</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>離脱</translation>
    </message>
    <message>
        <source>Would go to</source>
        <translation>移動先</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>途切れ</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Working out what would move…</source>
        <translation>移動を計算中…</translation>
    </message>
    <message>
        <source>What would move cannot be worked out: %1</source>
        <translation>移動を計算できません: %1</translation>
    </message>
    <message>
        <source>Simulated with the scheduler's own rules on what this window sees now.</source>
        <translation>スケジューラー自身の規則と、この画面が今見ている状態でシミュレートしました。</translation>
    </message>
    <message>
        <source>%1
Put together from the delays of restarts and updates, from how long tasks of this service took to start, and for the most from the grace period of each stop.</source>
        <translation>%1
再起動と更新の遅延、このサービスのタスクが起動にかかった時間、最大値には停止ごとの猶予期間を合わせて見積もったものです。</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>実行後: %1</translation>
    </message>
    <message>
        <source>It does not come to rest: this is how far it was worked out.</source>
        <translation>収束しません。計算できたのはここまでです。</translation>
    </message>
</context>
<context>
    <name>skep::ui::Why</name>
    <message>
        <source>Ready</source>
        <comment>filter</comment>
        <translation>準備</translation>
    </message>
    <message>
        <source>Resources</source>
        <comment>filter</comment>
        <translation>リソース</translation>
    </message>
    <message>
        <source>Plugins</source>
        <comment>filter</comment>
        <translation>プラグイン</translation>
    </message>
    <message>
        <source>Constraints</source>
        <comment>filter</comment>
        <translation>制約</translation>
    </message>
    <message>
        <source>Platform</source>
        <comment>filter</comment>
        <translation>プラットフォーム</translation>
    </message>
    <message>
        <source>Host ports</source>
        <comment>filter</comment>
        <translation>ホストポート</translation>
    </message>
    <message>
        <source>Maximum per node</source>
        <comment>filter</comment>
        <translation>ノードあたりの上限</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Why is it not running?</source>
        <translation>なぜ動いていないのか?</translation>
    </message>
    <message>
        <source>Nodes and what keeps the task off them</source>
        <translation>ノードと、タスクを置けない理由</translation>
    </message>
    <message>
        <source>As the leader explains it.</source>
        <translation>リーダーの説明です。</translation>
    </message>
    <message>
        <source>≈ Worked out here, with the scheduler's rules on what this window sees.</source>
        <translation>≈ スケジューラーの規則と、この画面が見ている状態からここで計算しました。</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>fits %1 of %2</source>
        <translation>%2 ノード中 %1 に収まる</translation>
    </message>
    <message>
        <source>%1 passes</source>
        <translation>%1 を満たす</translation>
    </message>
    <message numerus="yes">
        <source>%n more node(s)</source>
        <translation>
            <numerusform>他 %n ノード</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::Canvas</name>
    <message>
        <source>Map of the swarm</source>
        <translation>スウォームのマップ</translation>
    </message>
    <message>
        <source>%1: no such node</source>
        <translation>%1: 該当するノードがありません</translation>
    </message>
    <message>
        <source>MANAGERS</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>過半数なし</translation>
    </message>
    <message>
        <source>quorum %1 of %2, may lose %3</source>
        <translation>クォーラム %1 / %2、失ってよい数 %3</translation>
    </message>
    <message>
        <source>WORKERS</source>
        <translation>ワーカー</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>ノード %n</numerusform>
        </translation>
    </message>
    <message>
        <source>none: every task runs on managers</source>
        <translation>なし: すべてのタスクはマネージャーで動作</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>マネージャー %n 台</numerusform>
        </translation>
    </message>
    <message>
        <source>DRAINED</source>
        <translation>ドレイン済み</translation>
    </message>
    <message>
        <source>Drop a node here to drain it; drag it back to activate it.</source>
        <translation>ノードをここに置くとドレインします。元に戻すと有効化します。</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) left</source>
        <translation>
            <numerusform>残りタスク %n</numerusform>
        </translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::TopologyPage</name>
    <message>
        <source>Topology</source>
        <translation>トポロジー</translation>
    </message>
    <message>
        <source>Find a node or task</source>
        <translation>ノードかタスクを検索</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>グループ化</translation>
    </message>
    <message>
        <source>What colours say</source>
        <translation>色の意味</translation>
    </message>
    <message>
        <source>Colour: state</source>
        <translation>色: 状態</translation>
    </message>
    <message>
        <source>Colour: service</source>
        <translation>色: サービス</translation>
    </message>
    <message>
        <source>Heat: %1</source>
        <translation>ヒート: %1</translation>
    </message>
    <message>
        <source>Service that stands out</source>
        <translation>強調するサービス</translation>
    </message>
    <message>
        <source>Show as a table (Ctrl+Shift+T)</source>
        <translation>表で表示 (Ctrl+Shift+T)</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>縮小 (−)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>拡大 (+)</translation>
    </message>
    <message>
        <source>Everything (0)</source>
        <translation>全体 (0)</translation>
    </message>
    <message>
        <source>dense view: names hidden — zoom in, or press Enter on a node</source>
        <translation>高密度表示: 名前は非表示 — 拡大するか、ノード上で Enter を押してください</translation>
    </message>
    <message numerus="yes">
        <source>%n more task(s) without a place</source>
        <translation>
            <numerusform>他に置き場所のないタスク %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has no place: %2</source>
        <translation>%1 の置き場所がありません: %2</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why does %1 have no place</source>
        <translation>%1 の置き場所がない理由</translation>
    </message>
    <message>
        <source>Group: %1</source>
        <translation>グループ: %1</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>すべてのサービス</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>ノード %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>タスク %n</numerusform>
        </translation>
    </message>
    <message>
        <source>This node is not part of a swarm yet.
Start one here or join one: the nodes then show up by themselves.</source>
        <translation>このノードはまだスウォームに属していません。
ここで作成するか参加すると、ノードは自動的に現れます。</translation>
    </message>
    <message>
        <source>A worker cannot show the swarm. Connect to one of its managers.</source>
        <translation>ワーカーはスウォームを表示できません。マネージャーのいずれかに接続してください。</translation>
    </message>
    <message>
        <source>The manager is locked. Once it is unlocked, the nodes show up by themselves.</source>
        <translation>マネージャーはロックされています。解除されるとノードは自動的に現れます。</translation>
    </message>
    <message>
        <source>Nothing has been seen of this swarm yet.</source>
        <translation>このスウォームはまだ何も観測されていません。</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>%1 に接続中…</translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::TopologyTable</name>
    <message>
        <source>The swarm as a table</source>
        <translation>表で見たスウォーム</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリ</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>平均との比較</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>ワーカー</translation>
    </message>
    <message>
        <source>%1, unreachable</source>
        <translation>%1、到達不能</translation>
    </message>
</context>
</TS>
