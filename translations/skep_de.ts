<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>This node is not part of a swarm</source>
        <translation>Dieser Knoten gehört zu keinem Swarm</translation>
    </message>
    <message>
        <source>This node is a worker: connect to a manager to change anything</source>
        <translation>Dieser Knoten ist ein Worker: Verbinden Sie sich für Änderungen mit einem Manager</translation>
    </message>
    <message>
        <source>This manager is locked: unlock it first</source>
        <translation>Dieser Manager ist gesperrt: Entsperren Sie ihn zuerst</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed until enough of them are back</source>
        <translation>Die Manager haben keine Mehrheit: Nichts kann geändert werden, bis genügend zurück sind</translation>
    </message>
    <message>
        <source>This node is part of a swarm already</source>
        <translation>Dieser Knoten gehört bereits zu einem Swarm</translation>
    </message>
    <message>
        <source>This manager is not locked</source>
        <translation>Dieser Manager ist nicht gesperrt</translation>
    </message>
    <message>
        <source>The managers have their majority</source>
        <translation>Die Manager haben ihre Mehrheit</translation>
    </message>
    <message>
        <source>There is no connection: what is shown may be out of date</source>
        <translation>Es besteht keine Verbindung: Die Anzeige kann veraltet sein</translation>
    </message>
    <message>
        <source>Still connecting</source>
        <translation>Verbindung wird noch aufgebaut</translation>
    </message>
    <message>
        <source>You are viewing %1: go back to LIVE to change anything</source>
        <translation>Sie sehen den Stand von %1: Kehren Sie für Änderungen zu LIVE zurück</translation>
    </message>
    <message>
        <source>This connection is read-only (Preferences change that)</source>
        <translation>Diese Verbindung ist nur zum Lesen (in den Einstellungen zu ändern)</translation>
    </message>
    <message>
        <source>Nothing of the right kind is selected</source>
        <translation>Nichts Passendes ausgewählt</translation>
    </message>
</context>
<context>
    <name>Alert</name>
    <message>
        <source>Node %1 went down.</source>
        <translation>Knoten %1 ist ausgefallen.</translation>
    </message>
    <message>
        <source>The update of %1 is paused.</source>
        <translation>Die Aktualisierung von %1 ist angehalten.</translation>
    </message>
    <message>
        <source>%1 is rolled back.</source>
        <translation>%1 wird zurückgerollt.</translation>
    </message>
    <message>
        <source>The rollback of %1 is paused.</source>
        <translation>Das Zurückrollen von %1 ist angehalten.</translation>
    </message>
    <message>
        <source>%1 was rolled back.</source>
        <translation>%1 wurde zurückgerollt.</translation>
    </message>
    <message>
        <source>The managers' majority is at risk or lost</source>
        <translation>Die Mehrheit der Manager ist in Gefahr oder verloren</translation>
    </message>
    <message>
        <source>A node goes down</source>
        <translation>Ein Knoten fällt aus</translation>
    </message>
    <message>
        <source>An update is paused or rolled back</source>
        <translation>Eine Aktualisierung wird angehalten oder zurückgerollt</translation>
    </message>
    <message>
        <source>A certificate holds for less than 7 days</source>
        <translation>Ein Zertifikat gilt weniger als 7 Tage</translation>
    </message>
    <message>
        <source>An operation that took long is over</source>
        <translation>Ein Vorgang, der lange gedauert hat, ist zu Ende</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed or rescheduled.</source>
        <translation>Die Manager haben keine Mehrheit: nichts kann geändert oder neu verteilt werden.</translation>
    </message>
    <message>
        <source>%1 of %2 managers can be reached: no further one may be lost.</source>
        <translation>%1 von %2 Managern sind erreichbar: kein weiterer darf ausfallen.</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: fertig</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere Meldung</numerusform>
            <numerusform>und %n weitere Meldungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 needs attention</source>
        <translation>%1 braucht Aufmerksamkeit</translation>
    </message>
</context>
<context>
    <name>CertificateAlert</name>
    <message>
        <source>The certificate of %1 has expired.</source>
        <translation>Das Zertifikat von %1 ist abgelaufen.</translation>
    </message>
    <message>
        <source>The certificate of %1 expires in %2.</source>
        <translation>Das Zertifikat von %1 läuft in %2 ab.</translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message numerus="yes">
        <source>%1 of %n node(s) are on the new root</source>
        <translation>
            <numerusform>%1 von %n Knoten hat die neue Wurzel</numerusform>
            <numerusform>%1 von %n Knoten haben die neue Wurzel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1; waiting: %2.</source>
        <translation>%1; ausstehend: %2.</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
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
        <translation>Nur ein Manager kennt die Beitritts-Token</translation>
    </message>
    <message>
        <source>No manager tells an address to join at</source>
        <translation>Kein Manager nennt eine Adresse für den Beitritt</translation>
    </message>
    <message>
        <source>This server rotates the root of a swarm of one node only</source>
        <translation>Dieser Server erneuert die Wurzel nur in einem Swarm mit einem einzigen Knoten</translation>
    </message>
    <message>
        <source>Autolock…</source>
        <translation>Autolock…</translation>
    </message>
    <message>
        <source>Review Change Set…</source>
        <translation>Änderungssatz prüfen…</translation>
    </message>
    <message>
        <source>The change set is being applied</source>
        <translation>Der Änderungssatz wird gerade angewendet</translation>
    </message>
    <message>
        <source>Nothing is staged: forms and previews can add to the change set instead of sending</source>
        <translation>Nichts ist vorgemerkt: Formulare und Vorschauen können in den Änderungssatz legen, statt zu senden</translation>
    </message>
    <message>
        <source>Undo Last Operation</source>
        <translation>Letzten Vorgang rückgängig machen</translation>
    </message>
    <message>
        <source>Nothing that was done in this window can be undone</source>
        <translation>Nichts, was in diesem Fenster getan wurde, kann rückgängig gemacht werden</translation>
    </message>
    <message>
        <source>Go On with the Interrupted Operation</source>
        <translation>Unterbrochenen Vorgang fortsetzen</translation>
    </message>
    <message>
        <source>Nothing that has a further step was interrupted</source>
        <translation>Nichts, was noch einen Schritt vor sich hat, wurde unterbrochen</translation>
    </message>
    <message>
        <source>Stop Waiting for the Last Operation</source>
        <translation>Nicht länger auf den letzten Vorgang warten</translation>
    </message>
    <message>
        <source>Nothing is waited for</source>
        <translation>Es wird auf nichts gewartet</translation>
    </message>
    <message>
        <source>Rotate Root CA…</source>
        <translation>Root-CA erneuern…</translation>
    </message>
    <message>
        <source>Create a Cluster Here…</source>
        <translation>Hier einen Cluster erstellen…</translation>
    </message>
    <message>
        <source>Join a Cluster…</source>
        <translation>Einem Cluster beitreten…</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Copy Join Command for a Worker</source>
        <translation>Beitrittsbefehl für Worker kopieren</translation>
    </message>
    <message>
        <source>Copy Join Command for a Manager</source>
        <translation>Beitrittsbefehl für Manager kopieren</translation>
    </message>
    <message>
        <source>Rotate Worker Token…</source>
        <translation>Worker-Token erneuern…</translation>
    </message>
    <message>
        <source>Rotate Manager Token…</source>
        <translation>Manager-Token erneuern…</translation>
    </message>
    <message>
        <source>Managers Are Gone for Good…</source>
        <translation>Manager sind endgültig verloren…</translation>
    </message>
    <message>
        <source>Leave the Swarm…</source>
        <translation>Swarm verlassen…</translation>
    </message>
</context>
<context>
    <name>Connect</name>
    <message>
        <source>%1 on this computer</source>
        <translation>%1 auf diesem Computer</translation>
    </message>
</context>
<context>
    <name>Effect</name>
    <message>
        <source>all at once</source>
        <translation>alle auf einmal</translation>
    </message>
    <message>
        <source>%1 at a time</source>
        <translation>jeweils %1 gleichzeitig</translation>
    </message>
    <message>
        <source>, at least %1</source>
        <translation>, mindestens %1</translation>
    </message>
    <message>
        <source>There is one replica and the old one stops first: while it is replaced, none runs.</source>
        <translation>Es gibt nur ein Replikat, und das alte stoppt zuerst: Während des Austauschs läuft keines.</translation>
    </message>
    <message>
        <source>No node meets its constraints: its tasks would wait.</source>
        <translation>Kein Knoten erfüllt die Bedingungen: Die Tasks würden warten.</translation>
    </message>
    <message>
        <source>Port %1 is taken on each node it runs on: of %2 replicas only %3 find a node.</source>
        <translation>Port %1 ist auf jedem Knoten belegt, auf dem der Service läuft: Von %2 Replikaten finden nur %3 einen Knoten.</translation>
    </message>
    <message>
        <source>With at most %1 on a node, only %2 of %3 replicas find a node.</source>
        <translation>Mit höchstens %1 pro Knoten finden nur %2 von %3 Replikaten einen Knoten.</translation>
    </message>
    <message>
        <source>“latest” is whatever the registry has when a node pulls it: nodes may run different versions.</source>
        <translation>„latest“ ist, was die Registry beim Abruf gerade hat: Knoten führen womöglich verschiedene Versionen aus.</translation>
    </message>
    <message>
        <source>No health check is given here: unless the image has one, an update only notices tasks that end.</source>
        <translation>Hier ist keine Zustandsprüfung angegeben: Hat auch das Image keine, bemerkt eine Aktualisierung nur Tasks, die enden.</translation>
    </message>
    <message>
        <source>It is being updated: what is left may start at once, before the new pace counts.</source>
        <translation>Er wird gerade aktualisiert: Was noch fehlt, kann auf einmal starten, bevor das neue Tempo gilt.</translation>
    </message>
    <message numerus="yes">
        <source>It is being updated: %n more task(s) may start before the new pace counts.</source>
        <translation>
            <numerusform>Er wird gerade aktualisiert: %n weiterer Task kann starten, bevor das neue Tempo gilt.</numerusform>
            <numerusform>Er wird gerade aktualisiert: %n weitere Tasks können starten, bevor das neue Tempo gilt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>matches %1 of %n node(s) that are ready and active</source>
        <translation>
            <numerusform>passt zu %1 von %n bereiten und aktiven Knoten</numerusform>
            <numerusform>passt zu %1 von %n bereiten und aktiven Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) start.</source>
        <translation>
            <numerusform>%n Task startet.</numerusform>
            <numerusform>%n Tasks starten.</numerusform>
        </translation>
    </message>
    <message>
        <source>One task starts on each node that meets its constraints, and on those that come later.</source>
        <translation>Auf jedem Knoten, der die Bedingungen erfüllt, startet ein Task, auch auf später hinzukommenden.</translation>
    </message>
    <message>
        <source>A job: its tasks run once, to their end.</source>
        <translation>Ein Job: Seine Tasks laufen einmal, bis zu ihrem Ende.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>No task runs that would have to restart.</source>
        <translation>Es läuft kein Task, der neu starten müsste.</translation>
    </message>
    <message numerus="yes">
        <source>All %n task(s) are replaced, %1.</source>
        <translation>
            <numerusform>Der einzige Task wird ersetzt, %1.</numerusform>
            <numerusform>Alle %n Tasks werden ersetzt, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) must leave their node and are replaced; the others stay.</source>
        <translation>
            <numerusform>%n Task muss seinen Knoten verlassen und wird ersetzt; die übrigen bleiben.</numerusform>
            <numerusform>%n Tasks müssen ihren Knoten verlassen und werden ersetzt; die übrigen bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>No task restarts.</source>
        <translation>Kein Task startet neu.</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) stop.</source>
        <translation>
            <numerusform>%n Task stoppt.</numerusform>
            <numerusform>%n Tasks stoppen.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message>
        <source>joined as a manager</source>
        <translation>als Manager beigetreten</translation>
    </message>
    <message>
        <source>joined as a worker</source>
        <translation>als Worker beigetreten</translation>
    </message>
    <message>
        <source>went down</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>went down: %1</source>
        <translation>ausgefallen: %1</translation>
    </message>
    <message>
        <source>is back</source>
        <translation>ist zurück</translation>
    </message>
    <message>
        <source>is ready</source>
        <translation>ist bereit</translation>
    </message>
    <message>
        <source>disconnected</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>has not reported yet</source>
        <translation>hat sich noch nicht gemeldet</translation>
    </message>
    <message>
        <source>availability</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>promoted to manager</source>
        <translation>zum Manager befördert</translation>
    </message>
    <message>
        <source>demoted to worker</source>
        <translation>zum Worker herabgestuft</translation>
    </message>
    <message>
        <source>leads now</source>
        <translation>ist jetzt Leader</translation>
    </message>
    <message>
        <source>leads no more</source>
        <translation>ist nicht mehr Leader</translation>
    </message>
    <message>
        <source>cannot be reached by the other managers</source>
        <translation>für die anderen Manager nicht erreichbar</translation>
    </message>
    <message>
        <source>is reached by the other managers again</source>
        <translation>für die anderen Manager wieder erreichbar</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>update started</source>
        <translation>Aktualisierung begonnen</translation>
    </message>
    <message>
        <source>update completed</source>
        <translation>Aktualisierung abgeschlossen</translation>
    </message>
    <message>
        <source>update paused</source>
        <translation>Aktualisierung angehalten</translation>
    </message>
    <message>
        <source>update paused: %1</source>
        <translation>Aktualisierung angehalten: %1</translation>
    </message>
    <message>
        <source>rollback started</source>
        <translation>Rollback begonnen</translation>
    </message>
    <message>
        <source>rollback started: %1</source>
        <translation>Rollback begonnen: %1</translation>
    </message>
    <message>
        <source>rollback paused</source>
        <translation>Rollback angehalten</translation>
    </message>
    <message>
        <source>rollback paused: %1</source>
        <translation>Rollback angehalten: %1</translation>
    </message>
    <message>
        <source>rolled back</source>
        <translation>zurückgerollt</translation>
    </message>
    <message numerus="yes">
        <source>created: %1, %n replica(s)</source>
        <translation>
            <numerusform>erstellt: %1, %n Replikat</numerusform>
            <numerusform>erstellt: %1, %n Replikate</numerusform>
        </translation>
    </message>
    <message>
        <source>created: %1, %2</source>
        <translation>erstellt: %1, %2</translation>
    </message>
    <message>
        <source>waits for a node: %1</source>
        <translation>wartet auf einen Knoten: %1</translation>
    </message>
    <message>
        <source>runs on %1</source>
        <translation>läuft auf %1</translation>
    </message>
    <message>
        <source>completed on %1</source>
        <translation>abgeschlossen auf %1</translation>
    </message>
    <message>
        <source>stopped on %1</source>
        <translation>gestoppt auf %1</translation>
    </message>
    <message>
        <source>failed on %1: %2</source>
        <translation>fehlgeschlagen auf %1: %2</translation>
    </message>
    <message>
        <source>failed on %1: exit code %2</source>
        <translation>fehlgeschlagen auf %1: Exit-Code %2</translation>
    </message>
    <message>
        <source>failed on %1: exit code %2, %3</source>
        <translation>fehlgeschlagen auf %1: Exit-Code %2, %3</translation>
    </message>
    <message>
        <source>refused by %1: %2</source>
        <translation>abgelehnt von %1: %2</translation>
    </message>
    <message>
        <source>lost with %1</source>
        <translation>mit %1 verloren</translation>
    </message>
    <message>
        <source>rotation of the root certificate started</source>
        <translation>Erneuerung des Wurzelzertifikats begonnen</translation>
    </message>
    <message>
        <source>rotation of the root certificate ended</source>
        <translation>Erneuerung des Wurzelzertifikats beendet</translation>
    </message>
    <message>
        <source>task history</source>
        <translation>Task-Verlauf</translation>
    </message>
    <message>
        <source>validity of certificates</source>
        <translation>Gültigkeit der Zertifikate</translation>
    </message>
    <message>
        <source>heartbeat</source>
        <translation>Heartbeat</translation>
    </message>
    <message>
        <source>managers lock themselves</source>
        <translation>Manager sperren sich selbst</translation>
    </message>
    <message>
        <source>managers lock themselves no more</source>
        <translation>Manager sperren sich nicht mehr selbst</translation>
    </message>
    <message>
        <source>other Raft settings</source>
        <translation>andere Raft-Einstellungen</translation>
    </message>
    <message>
        <source>swarm</source>
        <comment>kind</comment>
        <translation>Swarm</translation>
    </message>
    <message>
        <source>node</source>
        <comment>kind</comment>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>service</source>
        <comment>kind</comment>
        <translation>Service</translation>
    </message>
    <message>
        <source>network</source>
        <comment>kind</comment>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>task</source>
        <comment>kind</comment>
        <translation>Task</translation>
    </message>
    <message>
        <source>secret</source>
        <comment>kind</comment>
        <translation>Secret</translation>
    </message>
    <message>
        <source>config</source>
        <comment>kind</comment>
        <translation>Config</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>created</source>
        <translation>erstellt</translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Filter: any words, or kind: name: text:…</source>
        <translation>Filter: beliebige Wörter oder kind: name: text:…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>all that is recorded</source>
        <translation>alles Aufgezeichnete</translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation>letzte 15 Minuten</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>letzte Stunde</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>letzter Tag</translation>
    </message>
    <message>
        <source>up to the moment shown</source>
        <translation>bis zum angezeigten Zeitpunkt</translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n Ereignis</numerusform>
            <numerusform>%n Ereignisse</numerusform>
        </translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>Kept in memory only: %1</source>
        <translation>Nur im Arbeitsspeicher: %1</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Entry point</source>
        <translation>Entrypoint</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n Variable</numerusform>
            <numerusform>%n Variablen</numerusform>
        </translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>%1 CPU</source>
        <translation>%1 CPU</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>the engine could not start it</source>
        <translation>die Engine konnte ihn nicht starten</translation>
    </message>
    <message>
        <source>the command cannot be executed</source>
        <translation>der Befehl ist nicht ausführbar</translation>
    </message>
    <message>
        <source>the command was not found</source>
        <translation>der Befehl wurde nicht gefunden</translation>
    </message>
    <message>
        <source>it aborted itself</source>
        <translation>hat sich selbst abgebrochen</translation>
    </message>
    <message>
        <source>killed, possibly out of memory</source>
        <translation>zwangsweise beendet, womöglich aus Speichermangel</translation>
    </message>
    <message>
        <source>it crashed: invalid memory reference</source>
        <translation>abgestürzt: ungültiger Speicherzugriff</translation>
    </message>
    <message>
        <source>ended by SIGTERM</source>
        <translation>durch SIGTERM beendet</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source> (leader)</source>
        <translation> (Leader)</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Beigetreten</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>CPUs</source>
        <translation>CPUs</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Plugins</source>
        <translation>Plugins</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Engine labels</source>
        <translation>Engine-Labels</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1, wanted: %2</source>
        <translation>%1, gewünscht: %2</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Exit code</source>
        <translation>Exit-Code</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netzwerke</translation>
    </message>
    <message>
        <source>Earlier attempts</source>
        <translation>Frühere Versuche</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisierung</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Geltungsbereich</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>Subnetz</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>no service refers to it</source>
        <translation>kein Service verweist darauf</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>nobody can read it back</source>
        <translation>niemand kann es zurücklesen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>FieldKinds</name>
    <message>
        <source>“%1” is not a whole number from 0</source>
        <translation>„%1“ ist keine ganze Zahl ab 0</translation>
    </message>
    <message>
        <source>“%1” is not a share between 0 and 1</source>
        <translation>„%1“ ist kein Anteil zwischen 0 und 1</translation>
    </message>
    <message>
        <source>“%1” is not a duration such as 500ms, 10s or 1m30s</source>
        <translation>„%1“ ist keine Dauer wie 500ms, 10s oder 1m30s</translation>
    </message>
    <message>
        <source>“%1” is not a size such as 64M or 2G</source>
        <translation>„%1“ ist keine Größe wie 64M oder 2G</translation>
    </message>
    <message>
        <source>“%1” is not a number of CPUs such as 0.5</source>
        <translation>„%1“ ist keine CPU-Anzahl wie 0.5</translation>
    </message>
    <message>
        <source>“%1” has no name</source>
        <translation>„%1“ hat keinen Namen</translation>
    </message>
    <message>
        <source>“%1” stands there twice</source>
        <translation>„%1“ kommt doppelt vor</translation>
    </message>
    <message>
        <source>“%1” is not a port between 0 and 65535</source>
        <translation>„%1“ ist kein Port zwischen 0 und 65535</translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message>
        <source>%1 of %2 managers can be reached: no further one may be lost.</source>
        <translation>%1 von %2 Managern sind erreichbar: kein weiterer darf ausfallen.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s) not ready: %1.</source>
        <translation>
            <numerusform>%n Knoten nicht bereit: %1.</numerusform>
            <numerusform>%n Knoten nicht bereit: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) paused: %1.</source>
        <translation>
            <numerusform>%n Aktualisierung angehalten: %1.</numerusform>
            <numerusform>%n Aktualisierungen angehalten: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) rolling back: %1.</source>
        <translation>
            <numerusform>%n Service wird zurückgerollt: %1.</numerusform>
            <numerusform>%n Services werden zurückgerollt: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) run fewer tasks than wanted: %1.</source>
        <translation>
            <numerusform>%n Service hat weniger Tasks als gewünscht: %1.</numerusform>
            <numerusform>%n Services haben weniger Tasks als gewünscht: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) wait for a node.</source>
        <translation>
            <numerusform>%n Task wartet auf einen Knoten.</numerusform>
            <numerusform>%n Tasks warten auf einen Knoten.</numerusform>
        </translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>keine Mehrheit</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>a worker</source>
        <translation>ein Worker</translation>
    </message>
    <message>
        <source>no swarm</source>
        <translation>kein Schwarm</translation>
    </message>
</context>
<context>
    <name>FormLayout</name>
    <message>
        <source>Your unfinished changes are back.</source>
        <translation>Ihre unfertigen Änderungen sind wieder da.</translation>
    </message>
    <message>
        <source>Discard them</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Reading the service…</source>
        <translation>Service wird gelesen…</translation>
    </message>
    <message>
        <source>Pin the digest of the image</source>
        <translation>Digest des Images festschreiben</translation>
    </message>
    <message>
        <source>Asks the registry which image the tag stands for now, so that every node runs the same one.</source>
        <translation>Fragt die Registry, für welches Image das Tag gerade steht, damit jeder Knoten dasselbe ausführt.</translation>
    </message>
    <message>
        <source>Image, name and number are enough. Everything else has a default; the sections on the left change it.</source>
        <translation>Image, Name und Anzahl genügen. Alles andere hat einen Standardwert; die Abschnitte links ändern ihn.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>Zum Änderungssatz hinzufügen</translation>
    </message>
</context>
<context>
    <name>GapFreeDrain</name>
    <message>
        <source>it runs once on each node</source>
        <translation>er läuft einmal auf jedem Knoten</translation>
    </message>
    <message>
        <source>a job comes to its own end</source>
        <translation>ein Job endet von selbst</translation>
    </message>
    <message>
        <source>it publishes a port of its node</source>
        <translation>er veröffentlicht einen Port seines Knotens</translation>
    </message>
    <message>
        <source>no node may take more than %1 of it</source>
        <translation>kein Knoten darf mehr als %1 davon aufnehmen</translation>
    </message>
    <message>
        <source>two of its tasks might not have its volume at once</source>
        <translation>zwei seiner Tasks bekommen sein Volume vielleicht nicht gleichzeitig</translation>
    </message>
    <message>
        <source>it is being updated</source>
        <translation>er wird gerade aktualisiert</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n more task(s) run elsewhere; waiting for %2</source>
        <translation>
            <numerusform>%1 von %n weiteren Task läuft anderswo; es fehlt %2</numerusform>
            <numerusform>%1 von %n weiteren Tasks laufen anderswo; es fehlen %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 is active: it was never paused, or somebody has activated it since</source>
        <translation>%1 ist aktiv: Er wurde nie angehalten, oder jemand hat ihn seitdem aktiviert</translation>
    </message>
    <message>
        <source>it was interrupted before all of it had begun</source>
        <translation>es wurde unterbrochen, bevor alles begonnen war</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>%1 on %2</source>
        <comment>what is done, tag of the cluster</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>More than %1 objects of a production cluster are changed by a change set: one after the other, and no further than the first that fails.</source>
        <translation>Mehr als %1 Objekte eines Produktionsclusters werden über einen Änderungssatz geändert: eines nach dem anderen und nur bis zum ersten, das fehlschlägt.</translation>
    </message>
    <message>
        <source>Relaxed</source>
        <translation>Locker</translation>
    </message>
    <message>
        <source>Guarded</source>
        <translation>Behütet</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>Braun</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>Rosa</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliv</translation>
    </message>
    <message>
        <source>Turquoise</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>For a lab: what cannot be undone is asked about, and nothing has to be typed.</source>
        <translation>Für ein Labor: Vor dem, was nicht rückgängig zu machen ist, wird gefragt, und nichts muss eingegeben werden.</translation>
    </message>
    <message>
        <source>What cannot be undone needs the name of the object typed where running tasks depend on it.</source>
        <translation>Für das, was nicht rückgängig zu machen ist, muss der Name des Objekts eingegeben werden, wenn laufende Tasks davon abhängen.</translation>
    </message>
    <message>
        <source>Every button that changes something carries the cluster's tag. What cannot be undone needs the cluster's name typed. More than %1 objects at once go through a change set.</source>
        <translation>Jede Schaltfläche, die etwas ändert, trägt das Kennzeichen des Clusters. Für das, was nicht rückgängig zu machen ist, muss der Name des Clusters eingegeben werden. Mehr als %1 Objekte auf einmal gehen über einen Änderungssatz.</translation>
    </message>
    <message>
        <source>Nothing is changed from here: only requests that read leave the program.</source>
        <translation>Von hier aus wird nichts geändert: Nur lesende Anfragen verlassen das Programm.</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
    <message>
        <source> It failed at “%1”.</source>
        <translation> Fehlgeschlagen bei „%1“.</translation>
    </message>
    <message>
        <source>No connection.</source>
        <translation>Keine Verbindung.</translation>
    </message>
    <message>
        <source>No connection; showing %1.</source>
        <translation>Keine Verbindung; angezeigt wird der Stand: %1.</translation>
    </message>
    <message>
        <source>Try Now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Connect Elsewhere…</source>
        <translation>Anderswo verbinden…</translation>
    </message>
    <message>
        <source>%1 is not part of a swarm. Create one here, or join one with its token.</source>
        <translation>%1 gehört zu keinem Swarm. Erstellen Sie hier einen oder treten Sie mit einem Token einem bei.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Create a Cluster Here…</source>
        <translation>Hier einen Cluster erstellen…</translation>
    </message>
    <message>
        <source>Join a Cluster…</source>
        <translation>Einem Cluster beitreten…</translation>
    </message>
    <message>
        <source>%1 is a worker: only a manager can show and change the swarm.</source>
        <translation>%1 ist ein Worker: Nur ein Manager kann den Swarm zeigen und ändern.</translation>
    </message>
    <message>
        <source>This manager is locked: it has restarted and needs the unlock key, which any other manager can show.</source>
        <translation>Dieser Manager ist gesperrt: Er wurde neu gestartet und braucht den Entsperrschlüssel, den jeder andere Manager anzeigen kann.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>The managers have no majority. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>Die Manager haben keine Mehrheit. Laufende Services laufen weiter; nichts kann geändert oder neu verteilt werden.</translation>
    </message>
    <message>
        <source>No majority: %1 of %2 managers needed. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>Keine Mehrheit: %1 von %2 Managern nötig. Laufende Services laufen weiter; nichts kann geändert oder neu verteilt werden.</translation>
    </message>
    <message>
        <source>Which Managers Are Down</source>
        <translation>Ausgefallene Manager zeigen</translation>
    </message>
    <message>
        <source>They Are Gone for Good…</source>
        <translation>Sie sind endgültig verloren…</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting (%2)…</source>
        <translation>Angezeigt wird %1, Verbindung wird wiederhergestellt (%2)…</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting…</source>
        <translation>Angezeigt wird %1, Verbindung wird wiederhergestellt…</translation>
    </message>
</context>
<context>
    <name>Heat</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Task</numerusform>
            <numerusform>%n Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>not compared: %1</source>
        <translation>nicht verglichen: %1</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>nicht verglichen</translation>
    </message>
    <message>
        <source>at the mean</source>
        <translation>im Mittel</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) above the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>%n Prozentpunkt über dem Mittel</numerusform>
            <numerusform>%n Prozentpunkte über dem Mittel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>%n Prozentpunkt unter dem Mittel</numerusform>
            <numerusform>%n Prozentpunkte unter dem Mittel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 above the mean</source>
        <translation>%1 über dem Mittel</translation>
    </message>
    <message>
        <source>%1 below the mean</source>
        <translation>%1 unter dem Mittel</translation>
    </message>
    <message numerus="yes">
        <source>%1; mean of %n node(s): %2</source>
        <comment>what is compared; what it is</comment>
        <translation>
            <numerusform>%1; Mittel von %n Knoten: %2</numerusform>
            <numerusform>%1; Mittel von %n Knoten: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no node can be compared</source>
        <translation>%1: kein Knoten ist vergleichbar</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Reserved CPU</source>
        <translation>Reservierte CPU</translation>
    </message>
    <message>
        <source>Reserved memory</source>
        <translation>Reservierter Speicher</translation>
    </message>
</context>
<context>
    <name>HistoryActions</name>
    <message>
        <source>Back to LIVE</source>
        <translation>Zurück zu LIVE</translation>
    </message>
    <message>
        <source>What is shown is live</source>
        <translation>Die Anzeige ist live</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>Tasten und was sie tun</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Between the sidebar and the page</source>
        <translation>Zwischen Seitenleiste und Seite</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Drain, activate, pause the chosen nodes</source>
        <translation>Die gewählten Knoten leeren, aktivieren, anhalten</translation>
    </message>
    <message>
        <source>From node to node</source>
        <translation>Von Knoten zu Knoten</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <comment>on the keyboard</comment>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>To the node of that name</source>
        <translation>Zum Knoten dieses Namens</translation>
    </message>
    <message>
        <source>its first letters</source>
        <comment>on the keyboard</comment>
        <translation>seine ersten Buchstaben</translation>
    </message>
    <message>
        <source>Larger, smaller, everything</source>
        <translation>Größer, kleiner, alles</translation>
    </message>
    <message>
        <source>Lists</source>
        <translation>Listen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Copy the chosen rows</source>
        <translation>Die gewählten Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy them as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>The tasks on it stop and are started elsewhere. It stays in the list as down until it is removed there, and needs a join token to come back.</source>
        <translation>Die Tasks darauf stoppen und werden anderswo gestartet. Der Knoten bleibt als ausgefallen in der Liste, bis er dort entfernt wird, und braucht zur Rückkehr ein Beitritts-Token.</translation>
    </message>
    <message>
        <source>%1 is the last manager: the swarm is dissolved. Its services, secrets, configs and networks are lost; there is no undo.</source>
        <translation>%1 ist der letzte Manager: Der Swarm wird aufgelöst. Seine Services, Secrets, Configs und Netzwerke gehen verloren; das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Dissolve the swarm</source>
        <translation>Swarm auflösen</translation>
    </message>
    <message>
        <source>%1 is one of %2 managers. Without it only %3 can be reached and %4 are needed: the swarm would lose its majority, and nothing could be changed any more. Demote it first.</source>
        <translation>%1 ist einer von %2 Managern. Ohne ihn sind nur %3 erreichbar, nötig sind %4: Der Swarm würde seine Mehrheit verlieren, und nichts könnte mehr geändert werden. Stufen Sie ihn zuerst herab.</translation>
    </message>
    <message>
        <source>Leave although the swarm loses its majority</source>
        <translation>Verlassen, obwohl der Swarm seine Mehrheit verliert</translation>
    </message>
    <message>
        <source>%1 is one of %2 managers. It stays a member that is down: %3 of %2 can be reached then. Demoting it first is the clean way.</source>
        <translation>%1 ist einer von %2 Managern. Er bleibt als ausgefallenes Mitglied: Dann sind %3 von %2 erreichbar. Sauberer ist es, ihn zuerst herabzustufen.</translation>
    </message>
    <message>
        <source>Leave although it is a manager</source>
        <translation>Verlassen, obwohl er Manager ist</translation>
    </message>
</context>
<context>
    <name>Ledger</name>
    <message>
        <source>nobody yet</source>
        <translation>noch niemand</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>not compared</source>
        <translation>nicht verglichen</translation>
    </message>
</context>
<context>
    <name>LogActions</name>
    <message>
        <source>Task Logs</source>
        <translation>Task-Logs</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>This server does not offer logs</source>
        <translation>Dieser Server bietet keine Logs an</translation>
    </message>
    <message>
        <source>Select one</source>
        <translation>Wählen Sie ein Element aus</translation>
    </message>
</context>
<context>
    <name>LogsPage</name>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Service or task</source>
        <translation>Service oder Task</translation>
    </message>
    <message>
        <source>task %1</source>
        <translation>Task %1</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
</context>
<context>
    <name>NodeActions</name>
    <message>
        <source>Labels…</source>
        <translation>Labels…</translation>
    </message>
    <message>
        <source>Select one node</source>
        <translation>Wählen Sie einen Knoten aus</translation>
    </message>
    <message>
        <source>What If It Fails…</source>
        <translation>Was, wenn er ausfällt …</translation>
    </message>
    <message>
        <source>Select a node</source>
        <translation>Einen Knoten auswählen</translation>
    </message>
    <message>
        <source>What if %1 fails?</source>
        <translation>Was, wenn %1 ausfällt?</translation>
    </message>
    <message>
        <source>Its tasks stop at once, and once it counts as down others take their place. Nothing is sent.</source>
        <translation>Seine Tasks enden sofort, und sobald er als ausgefallen gilt, treten andere an ihre Stelle. Es wird nichts gesendet.</translation>
    </message>
    <message>
        <source>Drain…</source>
        <translation>Leeren…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>Activate</source>
        <translation>Aktivieren</translation>
    </message>
    <message>
        <source>Promote to Manager…</source>
        <translation>Zum Manager befördern…</translation>
    </message>
    <message>
        <source>Demote to Worker…</source>
        <translation>Zum Worker herabstufen…</translation>
    </message>
    <message>
        <source>Remove from Swarm…</source>
        <translation>Aus dem Swarm entfernen…</translation>
    </message>
</context>
<context>
    <name>NodeChanges</name>
    <message>
        <source>%1 is not there any more</source>
        <translation>%1 gibt es nicht mehr</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>node, what it is</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>%1 of %2 tasks left</source>
        <translation>%1 von %2 Tasks übrig</translation>
    </message>
    <message>
        <source>Drain %1 without gaps</source>
        <translation>%1 ohne Lücken leeren</translation>
    </message>
    <message>
        <source>Drain %1</source>
        <translation>%1 leeren</translation>
    </message>
    <message>
        <source>Pause %1</source>
        <translation>%1 pausieren</translation>
    </message>
    <message>
        <source>Activate %1</source>
        <translation>%1 aktivieren</translation>
    </message>
    <message>
        <source>Promote %1</source>
        <translation>%1 befördern</translation>
    </message>
    <message>
        <source>Demote %1</source>
        <translation>%1 herabstufen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
</context>
<context>
    <name>NodeRules</name>
    <message>
        <source>It is a worker already</source>
        <translation>Ist bereits Worker</translation>
    </message>
    <message>
        <source>It is the last manager: promote another node first, or the swarm would have nobody to lead it</source>
        <translation>Ist der letzte Manager: Befördern Sie zuerst einen anderen Knoten, sonst hätte der Swarm keine Führung</translation>
    </message>
    <message>
        <source>The managers have no majority: nothing can be changed until enough of them are back</source>
        <translation>Die Manager haben keine Mehrheit: Nichts kann geändert werden, bis genügend zurück sind</translation>
    </message>
    <message>
        <source>Only %1 of the %2 managers left would be reachable: the swarm would lose its majority</source>
        <translation>Nur %1 der verbleibenden %2 Manager wären erreichbar: Der Swarm würde seine Mehrheit verlieren</translation>
    </message>
    <message>
        <source>quorum %1/%2 (may lose %3)</source>
        <translation>Quorum %1/%2 (darf %3 verlieren)</translation>
    </message>
    <message>
        <source>Select a node first</source>
        <translation>Wählen Sie zuerst einen Knoten aus</translation>
    </message>
    <message>
        <source>It is drained already</source>
        <translation>Ist bereits geleert</translation>
    </message>
    <message>
        <source>It is paused already</source>
        <translation>Ist bereits pausiert</translation>
    </message>
    <message>
        <source>It is active already</source>
        <translation>Ist bereits aktiv</translation>
    </message>
    <message>
        <source>It is a manager already</source>
        <translation>Ist bereits Manager</translation>
    </message>
    <message>
        <source>A node that is not ready cannot become a manager: it could not take part in decisions</source>
        <translation>Ein Knoten, der nicht bereit ist, kann nicht Manager werden: Er könnte nicht mitentscheiden</translation>
    </message>
    <message>
        <source>It is a manager: demote it first</source>
        <translation>Ist ein Manager: Stufen Sie ihn zuerst herab</translation>
    </message>
    <message numerus="yes">
        <source>Drain %1: %n task(s) leave.</source>
        <translation>
            <numerusform>%1 leeren: %n Task muss weichen.</numerusform>
            <numerusform>%1 leeren: %n Tasks müssen weichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause %1: tasks stay, no new ones come.</source>
        <translation>%1 pausieren: Tasks bleiben, neue kommen nicht hinzu.</translation>
    </message>
    <message>
        <source>Activate %1: it may get tasks again.</source>
        <translation>%1 aktivieren: Der Knoten kann wieder Tasks erhalten.</translation>
    </message>
    <message>
        <source>Promote %1: %2 managers, still may lose %3.</source>
        <translation>%1 befördern: %2 Manager, weiterhin %3 entbehrlich.</translation>
    </message>
    <message>
        <source>Promote %1: %2 managers, may lose %3 instead of %4.</source>
        <translation>%1 befördern: %2 Manager, %3 entbehrlich statt %4.</translation>
    </message>
    <message>
        <source>Demote %1: %2 managers, still may lose %3.</source>
        <translation>%1 herabstufen: %2 Manager, weiterhin %3 entbehrlich.</translation>
    </message>
    <message>
        <source>Demote %1: %2 managers, may lose %3 instead of %4.</source>
        <translation>%1 herabstufen: %2 Manager, %3 entbehrlich statt %4.</translation>
    </message>
    <message>
        <source>Remove %1 from the swarm: it needs a join token to come back.</source>
        <translation>%1 aus dem Swarm entfernen: Zur Rückkehr ist ein Beitritts-Token nötig.</translation>
    </message>
    <message>
        <source>It leads: the other managers elect a new leader, one to two seconds without changes.</source>
        <translation>Er ist der Leader: Die anderen Manager wählen einen neuen, ein bis zwei Sekunden lang sind keine Änderungen möglich.</translation>
    </message>
    <message>
        <source>With %1 managers the swarm may lose no more of them than with %2: an odd number is better.</source>
        <translation>Mit %1 Managern darf der Schwarm nicht mehr verlieren als mit %2: eine ungerade Zahl ist besser.</translation>
    </message>
    <message>
        <source>No other node can take tasks: everything that needs a place would wait.</source>
        <translation>Kein anderer Knoten kann Tasks aufnehmen: Alles, was einen Platz braucht, würde warten.</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObjectActions</name>
    <message>
        <source>This server does not offer it</source>
        <translation>Dieser Server bietet das nicht an</translation>
    </message>
    <message>
        <source>Select one</source>
        <translation>Wählen Sie ein Element aus</translation>
    </message>
    <message>
        <source>Its value is lost: there is no undo.</source>
        <translation>Der Wert geht verloren und lässt sich nicht wiederherstellen.</translation>
    </message>
    <message>
        <source>Activity can create it again with the same content, as a new config with another id.</source>
        <translation>Unter Aktivität kann sie mit demselben Inhalt wieder erstellt werden, als neue Config mit einer anderen ID.</translation>
    </message>
    <message>
        <source>Activity can create it again as it is now, as a new network with another id. Containers outside of services that are attached to it keep the server from removing it.</source>
        <translation>Unter Aktivität kann es so, wie es jetzt ist, wieder erstellt werden, als neues Netzwerk mit einer anderen ID. Container außerhalb von Services, die daran hängen, halten den Server davon ab, es zu entfernen.</translation>
    </message>
    <message>
        <source>Published ports come in over it</source>
        <translation>Veröffentlichte Ports laufen darüber</translation>
    </message>
    <message>
        <source>%1: no service refers to it</source>
        <translation>%1: kein Service verwendet es</translation>
    </message>
    <message>
        <source>%1: used by %2</source>
        <translation>%1: verwendet von %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Take it from these services first.</source>
        <translation>Entfernen Sie es zuerst aus diesen Services.</translation>
    </message>
    <message>
        <source>New Secret…</source>
        <translation>Neues Secret…</translation>
    </message>
    <message>
        <source>Rotate Secret…</source>
        <translation>Secret erneuern…</translation>
    </message>
    <message>
        <source>Labels of Secret…</source>
        <translation>Labels des Secrets…</translation>
    </message>
    <message>
        <source>Remove Secret…</source>
        <translation>Secret entfernen…</translation>
    </message>
    <message>
        <source>New Config…</source>
        <translation>Neue Config…</translation>
    </message>
    <message>
        <source>Rotate Config…</source>
        <translation>Config erneuern…</translation>
    </message>
    <message>
        <source>Labels of Config…</source>
        <translation>Labels der Config…</translation>
    </message>
    <message>
        <source>Remove Config…</source>
        <translation>Config entfernen…</translation>
    </message>
    <message>
        <source>New Network…</source>
        <translation>Neues Netzwerk…</translation>
    </message>
    <message>
        <source>Remove Network…</source>
        <translation>Netzwerk entfernen…</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>No tasks yet. They appear when a service is created.</source>
        <translation>Noch keine Tasks. Sie erscheinen, sobald ein Service erstellt wird.</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>No services yet. A service keeps a number of copies of a container running, wherever there is room.</source>
        <translation>Noch keine Services. Ein Service hält eine Anzahl von Kopien eines Containers am Laufen, wo immer Platz ist.</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>No node is known yet.</source>
        <translation>Noch ist kein Knoten bekannt.</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Secrets</translation>
    </message>
    <message>
        <source>No secrets. Services read them from files in memory; nobody can read a value back from here.</source>
        <translation>Keine Secrets. Services lesen sie aus Dateien im Arbeitsspeicher; von hier aus lässt sich kein Wert zurücklesen.</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>Configs</translation>
    </message>
    <message>
        <source>No configs. A config is a file that services mount without building an image for it.</source>
        <translation>Keine Configs. Eine Config ist eine Datei, die Services einbinden, ohne dass dafür ein Image gebaut wird.</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netzwerke</translation>
    </message>
    <message>
        <source>No networks of the swarm yet.</source>
        <translation>Noch keine Netzwerke des Swarms.</translation>
    </message>
</context>
<context>
    <name>PreferNode</name>
    <message>
        <source>Prefer %1 for %2: its form opens with the constraint %3.</source>
        <translation>%1 für %2 bevorzugen: Das Formular öffnet sich mit der Bedingung %3.</translation>
    </message>
    <message>
        <source>%1 runs once on each node</source>
        <translation>%1 läuft einmal auf jedem Knoten</translation>
    </message>
    <message>
        <source>%1 is held to %2 already</source>
        <translation>%1 ist schon an %2 gebunden</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The cluster %1</source>
        <translation>Der Cluster %1</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Single letters act on the chosen nodes of the map (D drains, A activates, P pauses)</source>
        <translation>Einzelne Buchstaben wirken auf die gewählten Knoten der Karte (D leert, A aktiviert, P hält an)</translation>
    </message>
    <message>
        <source>Notifications of the desktop while no window of the cluster is in front</source>
        <translation>Benachrichtigungen, solange kein Fenster des Clusters vorn ist</translation>
    </message>
    <message>
        <source>None of them from %1</source>
        <translation>Keine davon von %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>Zum Änderungssatz hinzufügen</translation>
    </message>
</context>
<context>
    <name>QuorumPlan</name>
    <message numerus="yes">
        <source>%n manager(s) · majority %1 · may lose %2</source>
        <translation>
            <numerusform>%n Manager · Mehrheit %1 · darf %2 verlieren</numerusform>
            <numerusform>%n Manager · Mehrheit %1 · dürfen %2 verlieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Which of the %1 managers can be reached is not told now; %2 of them are needed.</source>
        <translation>Welche der %1 Manager erreichbar sind, ist gerade nicht bekannt; nötig sind %2.</translation>
    </message>
    <message>
        <source>No majority: %1 of %2 managers can be reached, %3 are needed. Running services keep running; nothing can be changed.</source>
        <translation>Keine Mehrheit: %1 von %2 Managern sind erreichbar, nötig sind %3. Laufende Services laufen weiter; nichts kann geändert werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached. If one more fails, nothing can be changed any more.</source>
        <translation>
            <numerusform>%n Manager ist nicht erreichbar. Fällt noch einer aus, kann nichts mehr geändert werden.</numerusform>
            <numerusform>%n Manager sind nicht erreichbar. Fällt noch einer aus, kann nichts mehr geändert werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached.</source>
        <translation>
            <numerusform>%n Manager ist nicht erreichbar.</numerusform>
            <numerusform>%n Manager sind nicht erreichbar.</numerusform>
        </translation>
    </message>
    <message>
        <source>A single manager: if it fails, nothing can be changed, and what it knows of the swarm may be lost.</source>
        <translation>Ein einziger Manager: Fällt er aus, kann nichts geändert werden, und sein Wissen über den Swarm ist womöglich verloren.</translation>
    </message>
    <message>
        <source>With %1 managers you may lose no more than with %2: an odd number is better.</source>
        <translation>Mit %1 Managern dürfen nicht mehr ausfallen als mit %2: Eine ungerade Zahl ist besser.</translation>
    </message>
    <message>
        <source>Choose managers that fail, and read here what would follow.</source>
        <translation>Wählen Sie Manager, die ausfallen, und lesen Sie hier, was daraus folgt.</translation>
    </message>
    <message>
        <source>Without %1 only %2 of %3 managers remain, and %4 are needed: no quorum. Services keep running; nothing can be changed or rescheduled.</source>
        <translation>Ohne %1 bleiben nur %2 von %3 Managern, nötig sind %4: kein Quorum. Services laufen weiter; nichts kann geändert oder neu verteilt werden.</translation>
    </message>
    <message>
        <source>Without %1, %2 of %3 managers remain: the swarm goes on, and %4.</source>
        <translation>Ohne %1 bleiben %2 von %3 Managern: Der Swarm arbeitet weiter, und %4.</translation>
    </message>
    <message>
        <source>may lose no other manager</source>
        <translation>kein weiterer Manager darf ausfallen</translation>
    </message>
    <message numerus="yes">
        <source>may lose %n more</source>
        <translation>
            <numerusform>%n weiterer darf ausfallen</numerusform>
            <numerusform>%n weitere dürfen ausfallen</numerusform>
        </translation>
    </message>
    <message>
        <source>It leads now: the others elect a new leader, and for one to two seconds nothing can be changed.</source>
        <translation>Er ist derzeit Leader: Die anderen wählen einen neuen, ein bis zwei Sekunden lang kann nichts geändert werden.</translation>
    </message>
    <message>
        <source>Zone %1 lost: %2 of %3 managers remain.</source>
        <translation>Zone %1 verloren: %2 von %3 Managern bleiben.</translation>
    </message>
    <message>
        <source>Zone %1 lost: %2 of %3 managers remain, no quorum.</source>
        <translation>Zone %1 verloren: %2 von %3 Managern bleiben, kein Quorum.</translation>
    </message>
    <message>
        <source>Three managers may lose one: promote two workers.</source>
        <translation>Drei Manager verkraften den Ausfall von einem: Befördern Sie zwei Worker.</translation>
    </message>
    <message>
        <source>Promote one worker, or demote one manager.</source>
        <translation>Befördern Sie einen Worker oder stufen Sie einen Manager herab.</translation>
    </message>
    <message>
        <source>All managers with a zone are in %1: put managers into three zones, and any one of them may be lost.</source>
        <translation>Alle Manager mit Zone sind in %1: Verteilen Sie die Manager auf drei Zonen, dann darf jede davon ausfallen.</translation>
    </message>
    <message>
        <source>Zone %1 holds a majority: with managers in three zones any one of them may be lost.</source>
        <translation>Zone %1 enthält eine Mehrheit: Mit Managern in drei Zonen darf jede davon ausfallen.</translation>
    </message>
    <message>
        <source>More than seven managers make every change slower, since a majority has to write it down.</source>
        <translation>Mehr als sieben Manager verlangsamen jede Änderung, da eine Mehrheit sie aufschreiben muss.</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
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
        <translation>%1 ist wieder da, neu mit der ID %2</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Create Again</source>
        <translation>Wieder erstellen</translation>
    </message>
</context>
<context>
    <name>Rotation</name>
    <message>
        <source>The old one is not used any more</source>
        <translation>Das alte wird nicht mehr verwendet</translation>
    </message>
    <message>
        <source>%1 of %2 services, now %3</source>
        <translation>%1 von %2 Services, jetzt %3</translation>
    </message>
    <message>
        <source>%1: %2
The services after it were not changed.</source>
        <translation>%1: %2
Die folgenden Services wurden nicht geändert.</translation>
    </message>
    <message>
        <source>Rotate to %1</source>
        <translation>Auf %1 umstellen</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <source>could not be saved: %1</source>
        <translation>konnte nicht gespeichert werden: %1</translation>
    </message>
</context>
<context>
    <name>ServiceActions</name>
    <message>
        <source>Select one service</source>
        <translation>Wählen Sie einen Service aus</translation>
    </message>
    <message>
        <source>Create Service…</source>
        <translation>Service erstellen…</translation>
    </message>
    <message>
        <source>Update…</source>
        <translation>Aktualisieren…</translation>
    </message>
    <message>
        <source>Placement…</source>
        <translation>Platzierung…</translation>
    </message>
    <message>
        <source>Only replicated services have a number of replicas</source>
        <translation>Nur replizierte Services haben eine Anzahl von Replikaten</translation>
    </message>
    <message>
        <source>It has no replicas already</source>
        <translation>Hat bereits keine Replikate mehr</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>Other settings of its tasks go back too.</source>
        <translation>Auch andere Einstellungen der Tasks werden zurückgesetzt.</translation>
    </message>
    <message>
        <source>Image and number of replicas stay; other settings go back.</source>
        <translation>Image und Anzahl der Replikate bleiben; andere Einstellungen werden zurückgesetzt.</translation>
    </message>
    <message>
        <source>Roll Back…</source>
        <translation>Zurückrollen…</translation>
    </message>
    <message>
        <source>It has no previous specification: it was not updated since it was created</source>
        <translation>Es gibt keine frühere Spezifikation: Der Service wurde seit der Erstellung nicht aktualisiert</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 zurückrollen</translation>
    </message>
    <message>
        <source>Restart Tasks…</source>
        <translation>Tasks neu starten…</translation>
    </message>
    <message>
        <source>Restart tasks of %1</source>
        <translation>Tasks von %1 neu starten</translation>
    </message>
    <message>
        <source>All its tasks are replaced by new ones of the same specification, as its update settings say.</source>
        <translation>Alle Tasks werden durch neue mit derselben Spezifikation ersetzt, gemäß den Aktualisierungseinstellungen.</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n task(s) stop</source>
        <translation>
            <numerusform>%1: %n Task stoppt</numerusform>
            <numerusform>%1: %n Tasks stoppen</numerusform>
        </translation>
    </message>
    <message>
        <source>; ports %1 are free again</source>
        <translation>; die Ports %1 werden wieder frei</translation>
    </message>
    <message>
        <source>Activity can create it again from what it says now, as a new service with another id. Volumes, secrets, configs and networks stay.</source>
        <translation>Unter Aktivität kann er aus seinen jetzigen Angaben wieder erstellt werden, als neuer Service mit einer anderen ID. Volumes, Secrets, Configs und Netzwerke bleiben.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>No update is paused</source>
        <translation>Keine Aktualisierung ist angehalten</translation>
    </message>
    <message>
        <source>No update is running</source>
        <translation>Es läuft keine Aktualisierung</translation>
    </message>
    <message>
        <source>Pause Update</source>
        <translation>Aktualisierung anhalten</translation>
    </message>
    <message>
        <source>Resume Update</source>
        <translation>Aktualisierung fortsetzen</translation>
    </message>
    <message>
        <source>Slow Down Update…</source>
        <translation>Update verlangsamen …</translation>
    </message>
    <message>
        <source>Rebalance…</source>
        <translation>Neu verteilen …</translation>
    </message>
    <message>
        <source>Only tasks of replicated services can move</source>
        <translation>Nur Tasks replizierter Services können umziehen</translation>
    </message>
    <message>
        <source>Rebalance %1</source>
        <translation>%1 neu verteilen</translation>
    </message>
    <message>
        <source>Nodes that have joined or come back get their share. Each task runs on until the one that takes its place runs elsewhere.</source>
        <translation>Knoten, die neu oder zurück sind, bekommen ihren Anteil. Jeder Task läuft weiter, bis der, der an seine Stelle tritt, anderswo läuft.</translation>
    </message>
    <message>
        <source>One Replica More</source>
        <translation>Ein Replikat mehr</translation>
    </message>
    <message>
        <source>One Replica Less</source>
        <translation>Ein Replikat weniger</translation>
    </message>
</context>
<context>
    <name>ServiceChanges</name>
    <message>
        <source>Scale %1 from %2 to %3</source>
        <translation>%1 von %2 auf %3 skalieren</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 von %2 laufen</translation>
    </message>
    <message>
        <source>Scale back to %1</source>
        <translation>Zurück auf %1 skalieren</translation>
    </message>
    <message>
        <source>Rebalance %1</source>
        <translation>%1 neu verteilen</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n task(s) moved</source>
        <translation>
            <numerusform>%1 von %n Task umgezogen</numerusform>
            <numerusform>%1 von %n Tasks umgezogen</numerusform>
        </translation>
    </message>
    <message>
        <source>Give Up the Rest</source>
        <translation>Rest aufgeben</translation>
    </message>
    <message>
        <source>the rest stays where it is</source>
        <translation>der Rest bleibt, wo er ist</translation>
    </message>
    <message>
        <source>Roll back %1</source>
        <translation>%1 zurückrollen</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Use specification no. %1 of %2</source>
        <translation>Spezifikation Nr. %1 von %2 verwenden</translation>
    </message>
    <message>
        <source>Use an earlier specification of %1</source>
        <translation>Frühere Spezifikation von %1 verwenden</translation>
    </message>
    <message>
        <source>Restart the tasks of %1</source>
        <translation>Tasks von %1 neu starten</translation>
    </message>
    <message>
        <source>Pause the update of %1</source>
        <translation>Aktualisierung von %1 anhalten</translation>
    </message>
    <message>
        <source>Resume the update of %1</source>
        <translation>Aktualisierung von %1 fortsetzen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
</context>
<context>
    <name>ServiceFields</name>
    <message>
        <source>Published ports</source>
        <translation>Veröffentlichte Ports</translation>
    </message>
    <message>
        <source>On the nodes</source>
        <translation>Auf den Knoten</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>In the container</source>
        <translation>Im Container</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>A published port needs the port in the container</source>
        <translation>Ein veröffentlichter Port braucht den Port im Container</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netzwerke</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Other names of the service in it</source>
        <translation>Weitere Namen des Services darin</translation>
    </message>
    <message>
        <source>Which network?</source>
        <translation>Welches Netzwerk?</translation>
    </message>
    <message>
        <source>Mounts</source>
        <translation>Mounts</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>volume, or path on the node</source>
        <translation>Volume oder Pfad auf dem Knoten</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>A mount needs its place in the container</source>
        <translation>Ein Mount braucht seinen Ort im Container</translation>
    </message>
    <message>
        <source>“%1”: which path of the node?</source>
        <translation>„%1“: welcher Pfad des Knotens?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>as its name</source>
        <translation>wie der Name</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>“%1” is not a file mode such as 440</source>
        <translation>„%1“ ist kein Dateimodus wie 440</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Found by</source>
        <translation>Gefunden über</translation>
    </message>
    <message>
        <source>Secrets and configs</source>
        <translation>Secrets und Configs</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Secrets</translation>
    </message>
    <message>
        <source>There is no secret “%1”</source>
        <translation>Es gibt kein Secret „%1“</translation>
    </message>
    <message>
        <source>Configs</source>
        <translation>Configs</translation>
    </message>
    <message>
        <source>There is no config “%1”</source>
        <translation>Es gibt keine Config „%1“</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Of the service</source>
        <translation>Des Services</translation>
    </message>
    <message>
        <source>Of its containers</source>
        <translation>Seiner Container</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Abschlüsse</translation>
    </message>
    <message>
        <source>At a time</source>
        <translation>Gleichzeitig</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>nginx:1.27, reg.example/web:2.0</source>
        <translation>nginx:1.27, reg.example/web:2.0</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>the image's own</source>
        <translation>der des Images</translation>
    </message>
    <message>
        <source>Entry point</source>
        <translation>Entrypoint</translation>
    </message>
    <message>
        <source>name or number[:group]</source>
        <translation>Name oder Nummer[:Gruppe]</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>Hostname</translation>
    </message>
    <message>
        <source>Time to stop</source>
        <translation>Zeit zum Stoppen</translation>
    </message>
    <message>
        <source>Stop signal</source>
        <translation>Stoppsignal</translation>
    </message>
    <message>
        <source>An init process reaps orphans</source>
        <translation>Ein Init-Prozess räumt verwaiste Prozesse ab</translation>
    </message>
    <message>
        <source>Its file system is read-only</source>
        <translation>Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>It has a terminal</source>
        <translation>Mit Terminal</translation>
    </message>
    <message>
        <source>Log driver</source>
        <translation>Log-Treiber</translation>
    </message>
    <message>
        <source>the engine's own</source>
        <translation>der der Engine</translation>
    </message>
    <message>
        <source>Log options</source>
        <translation>Log-Optionen</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustandsprüfung</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>Intervall</translation>
    </message>
    <message>
        <source>Timeout</source>
        <translation>Timeout</translation>
    </message>
    <message>
        <source>Start period</source>
        <translation>Anlaufzeit</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>1; 0 is all at once</source>
        <translation>1; 0 heißt alle auf einmal</translation>
    </message>
    <message>
        <source>Delay between</source>
        <translation>Pause dazwischen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Watch each for</source>
        <translation>Jeden beobachten für</translation>
    </message>
    <message>
        <source>On failure</source>
        <translation>Bei Fehlschlag</translation>
    </message>
    <message>
        <source>Share that may fail</source>
        <translation>Zulässiger Anteil an Fehlschlägen</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>CPUs reserved</source>
        <translation>Reservierte CPUs</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Memory reserved</source>
        <translation>Reservierter Speicher</translation>
    </message>
    <message>
        <source>CPUs at most</source>
        <translation>CPUs höchstens</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>Memory at most</source>
        <translation>Speicher höchstens</translation>
    </message>
    <message>
        <source>Processes at most</source>
        <translation>Prozesse höchstens</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Platzierung</translation>
    </message>
    <message>
        <source>Most on one node</source>
        <translation>Höchstens pro Knoten</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>When it ends</source>
        <translation>Wenn er endet</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Attempts at most</source>
        <translation>Versuche höchstens</translation>
    </message>
    <message>
        <source>Counted within</source>
        <translation>Gezählt innerhalb von</translation>
    </message>
    <message>
        <source>its whole life</source>
        <translation>gesamte Laufzeit</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisierung</translation>
    </message>
    <message>
        <source>Rollback</source>
        <translation>Rollback</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>Buchstaben, Ziffern, - und _</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>“%1” has no name</source>
        <translation>„%1“ hat keinen Namen</translation>
    </message>
    <message>
        <source>“%1”: a name has no “=”</source>
        <translation>„%1“: Ein Name enthält kein „=“</translation>
    </message>
    <message>
        <source>a shell command; NONE switches off the image's own</source>
        <translation>ein Shell-Befehl; NONE schaltet die Prüfung des Images ab</translation>
    </message>
    <message>
        <source>Of the node</source>
        <translation>Des Knotens</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>A constraint needs both sides, as in node.labels.zone == a</source>
        <translation>Eine Bedingung braucht beide Seiten, etwa node.labels.zone == a</translation>
    </message>
    <message>
        <source>Spread over</source>
        <translation>Verteilen über</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Präferenzen</translation>
    </message>
</context>
<context>
    <name>ServiceRequests</name>
    <message>
        <source>%1 of %2 run as it says</source>
        <translation>%1 von %2 laufen wie angegeben</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>SheetParts</name>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>SpecChanges</name>
    <message>
        <source>environment: %1</source>
        <translation>Umgebung: %1</translation>
    </message>
    <message>
        <source>another command</source>
        <translation>anderer Befehl</translation>
    </message>
    <message>
        <source>other mounts</source>
        <translation>andere Mounts</translation>
    </message>
    <message>
        <source>other secrets</source>
        <translation>andere Secrets</translation>
    </message>
    <message>
        <source>other configs</source>
        <translation>andere Configs</translation>
    </message>
    <message>
        <source>another health check</source>
        <translation>andere Zustandsprüfung</translation>
    </message>
    <message>
        <source>other container settings</source>
        <translation>andere Container-Einstellungen</translation>
    </message>
    <message>
        <source>other resources</source>
        <translation>andere Ressourcen</translation>
    </message>
    <message>
        <source>another restart policy</source>
        <translation>andere Neustartregel</translation>
    </message>
    <message>
        <source>another placement</source>
        <translation>andere Platzierung</translation>
    </message>
    <message>
        <source>other networks</source>
        <translation>andere Netzwerke</translation>
    </message>
    <message>
        <source>another log driver</source>
        <translation>anderer Log-Treiber</translation>
    </message>
    <message>
        <source>all tasks are to be replaced</source>
        <translation>alle Tasks sind zu ersetzen</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>Label %1</translation>
    </message>
    <message>
        <source>image %1: another digest</source>
        <translation>Image %1: anderer Digest</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>other ports</source>
        <translation>andere Ports</translation>
    </message>
    <message>
        <source>other update settings</source>
        <translation>andere Aktualisierungseinstellungen</translation>
    </message>
    <message>
        <source>other settings</source>
        <translation>andere Einstellungen</translation>
    </message>
</context>
<context>
    <name>StagedNodes</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
</context>
<context>
    <name>StagedRemovals</name>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>It was removed meanwhile</source>
        <translation>Wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>It is used by %1</source>
        <translation>Es wird benutzt von %1</translation>
    </message>
</context>
<context>
    <name>SwarmRequests</name>
    <message>
        <source>Rotate the root CA</source>
        <translation>Root-CA erneuern</translation>
    </message>
    <message>
        <source>Wait for the new manager</source>
        <translation>Auf den neuen Manager warten</translation>
    </message>
    <message>
        <source>Wait for the new worker</source>
        <translation>Auf den neuen Worker warten</translation>
    </message>
    <message>
        <source>waiting for the node…</source>
        <translation>wartet auf den Knoten…</translation>
    </message>
    <message>
        <source>%1 has joined</source>
        <translation>%1 ist beigetreten</translation>
    </message>
</context>
<context>
    <name>SwarmSettings</name>
    <message>
        <source>Task history</source>
        <translation>Task-Verlauf</translation>
    </message>
    <message>
        <source>Ended tasks that each slot remembers</source>
        <translation>Beendete Tasks, die jeder Slot aufbewahrt</translation>
    </message>
    <message>
        <source>Dispatcher heartbeat</source>
        <translation>Dispatcher-Heartbeat</translation>
    </message>
    <message>
        <source>How often nodes report; a node that misses three is down</source>
        <translation>Wie oft Knoten sich melden; wer dreimal ausbleibt, gilt als ausgefallen</translation>
    </message>
    <message>
        <source>Node certificates are valid for</source>
        <translation>Knotenzertifikate gelten für</translation>
    </message>
    <message>
        <source>At least an hour; nodes renew theirs by themselves long before</source>
        <translation>Mindestens eine Stunde; Knoten erneuern ihre lange vorher von selbst</translation>
    </message>
    <message>
        <source>External CAs</source>
        <translation>Externe CAs</translation>
    </message>
    <message>
        <source>Addresses of cfssl servers that sign certificates instead of the managers, one on each line</source>
        <translation>Adressen von cfssl-Servern, die anstelle der Manager Zertifikate signieren, eine pro Zeile</translation>
    </message>
    <message>
        <source>Raft: snapshot every</source>
        <translation>Raft: Snapshot alle</translation>
    </message>
    <message>
        <source>Entries of the log between snapshots</source>
        <translation>Logeinträge zwischen Snapshots</translation>
    </message>
    <message>
        <source>Raft: old snapshots kept</source>
        <translation>Raft: alte Snapshots behalten</translation>
    </message>
    <message>
        <source>Besides the newest</source>
        <translation>Neben dem neuesten</translation>
    </message>
    <message>
        <source>Raft: entries kept after a snapshot</source>
        <translation>Raft: Einträge nach einem Snapshot behalten</translation>
    </message>
    <message>
        <source>So that a manager that is a little behind need not be sent everything</source>
        <translation>Damit einem Manager, der etwas zurückliegt, nicht alles gesendet werden muss</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>setting: rule</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>a whole number, %1 or more, is needed</source>
        <translation>eine ganze Zahl ab %1 ist nötig</translation>
    </message>
    <message>
        <source>a duration such as 90d, 12h or 5s is needed</source>
        <translation>eine Dauer wie 90d, 12h oder 5s ist nötig</translation>
    </message>
    <message>
        <source>%1 or more is needed</source>
        <translation>mindestens %1 ist nötig</translation>
    </message>
    <message>
        <source>addresses that begin with https:// are needed, not “%1”</source>
        <translation>Adressen müssen mit https:// beginnen, anders als „%1“</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>%1 of %2</source>
        <comment>reserved of available</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>swarm</source>
        <translation>Swarm</translation>
    </message>
    <message>
        <source>global</source>
        <translation>global</translation>
    </message>
    <message>
        <source>replicated job</source>
        <translation>replizierter Job</translation>
    </message>
    <message>
        <source>global job</source>
        <translation>globaler Job</translation>
    </message>
    <message>
        <source>replicated</source>
        <translation>repliziert</translation>
    </message>
    <message>
        <source>(host)</source>
        <translation>(Host)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>%1, unreachable</source>
        <translation>%1, nicht erreichbar</translation>
    </message>
    <message>
        <source>CPU reserved</source>
        <translation>CPU reserviert</translation>
    </message>
    <message>
        <source>Memory reserved</source>
        <translation>Reservierter Speicher</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 erledigt</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisierung</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>Ports</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>Stack</source>
        <translation>Stack</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Desired</source>
        <translation>Gewünscht</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>Subnetz</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>ingress</source>
        <translation>Ingress</translation>
    </message>
    <message>
        <source>attachable</source>
        <translation>anhängbar</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>intern</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>prepare</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>health</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>delay</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>Topology</name>
    <message>
        <source>leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>no tasks</source>
        <translation>keine Tasks</translation>
    </message>
    <message>
        <source>cpu</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>mem</source>
        <translation>Sp.</translation>
    </message>
    <message>
        <source>%1 of %2 CPUs reserved</source>
        <translation>%1 von %2 CPUs reserviert</translation>
    </message>
    <message>
        <source>%1 of %2 memory reserved</source>
        <translation>%1 von %2 Speicher reserviert</translation>
    </message>
    <message>
        <source>%1 slot %2</source>
        <translation>%1 Slot %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>%1 (engine)</source>
        <comment>a label of the engine</comment>
        <translation>%1 (Engine)</translation>
    </message>
    <message>
        <source>no %1</source>
        <translation>kein %1</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Task</numerusform>
            <numerusform>%n Tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Review…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>%1: take it back?</source>
        <translation>%1: zurücknehmen?</translation>
    </message>
    <message>
        <source>Somebody else has changed the same since. What is there now:
%1

Taking it back puts what was there before in its place; other changes stay.</source>
        <translation>Jemand anders hat seitdem dasselbe geändert. Was jetzt dort steht:
%1

Das Zurücknehmen setzt an seine Stelle, was vorher dort stand; andere Änderungen bleiben.</translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Language of the Desktop</source>
        <translation>Sprache des Desktops</translation>
    </message>
    <message>
        <source>About Skep</source>
        <translation>Über Skep</translation>
    </message>
    <message>
        <source>&lt;b&gt;Skep %1&lt;/b&gt;&lt;br&gt;A cluster orchestrator: see the swarm, steer it, understand it.&lt;br&gt;&lt;br&gt;Apache License 2.0. Its icons are its own. Made with Qt %2 under the LGPL.</source>
        <translation>&lt;b&gt;Skep %1&lt;/b&gt;&lt;br&gt;Ein Cluster-Orchestrator: den Swarm sehen, steuern, verstehen.&lt;br&gt;&lt;br&gt;Apache License 2.0. Die Symbole sind eigene. Erstellt mit Qt %2 unter der LGPL.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden…</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>New Window</source>
        <translation>Neues Fenster</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Close Window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Search or Run…</source>
        <translation>Suchen oder ausführen…</translation>
    </message>
    <message>
        <source>Filter This Page</source>
        <translation>Diese Seite filtern</translation>
    </message>
    <message>
        <source>Export This List as CSV…</source>
        <translation>Diese Liste als CSV exportieren…</translation>
    </message>
    <message>
        <source>Ask Again Now</source>
        <translation>Jetzt neu abfragen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <source>Map as a Table</source>
        <translation>Karte als Tabelle</translation>
    </message>
    <message>
        <source>Group Map By…</source>
        <translation>Karte gruppieren nach…</translation>
    </message>
    <message>
        <source>Heat Map of Loads</source>
        <translation>Wärmekarte der Lasten</translation>
    </message>
    <message>
        <source>Narrow Sidebar</source>
        <translation>Schmale Seitenleiste</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>This server does not offer it</source>
        <translation>Dieser Server bietet das nicht an</translation>
    </message>
    <message>
        <source>Theme of the Desktop</source>
        <translation>Design des Desktops</translation>
    </message>
    <message>
        <source>Light Theme</source>
        <translation>Helles Design</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <source>Changes Flash</source>
        <translation>Änderungen kurz hervorheben</translation>
    </message>
    <message>
        <source>Reduced Motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
</context>
<context>
    <name>WaysBack</name>
    <message>
        <source>other settings</source>
        <translation>andere Einstellungen</translation>
    </message>
    <message>
        <source>It is not there any more</source>
        <translation>Es ist nicht mehr da</translation>
    </message>
    <message>
        <source>Remove Again</source>
        <translation>Wieder entfernen</translation>
    </message>
    <message>
        <source>removed again</source>
        <translation>wieder entfernt</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>nowhere ×%1</source>
        <translation>nirgends ×%1</translation>
    </message>
    <message>
        <source>still waiting: %1</source>
        <translation>wartet weiterhin: %1</translation>
    </message>
    <message>
        <source>only copy</source>
        <translation>einzige Kopie</translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s), not replaced</source>
        <translation>
            <numerusform>%n stoppt ohne Ersatz</numerusform>
            <numerusform>%n stoppen ohne Ersatz</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>einen Augenblick</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>at most ≈ %1</source>
        <translation>höchstens ≈ %1</translation>
    </message>
    <message>
        <source>≈ %1 to %2</source>
        <translation>≈ %1 bis %2</translation>
    </message>
    <message>
        <source>no copy from then on</source>
        <translation>von da an keine Kopie</translation>
    </message>
    <message>
        <source>%1 of %2 from then on</source>
        <translation>von da an %1 von %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>no copy for %1</source>
        <translation>keine Kopie für %1</translation>
    </message>
    <message>
        <source>%1 of %2 for %3</source>
        <translation>%1 von %2 für %3</translation>
    </message>
    <message>
        <source>The managers would lose their majority: nothing would move.</source>
        <translation>Die Manager würden ihre Mehrheit verlieren: Nichts würde umziehen.</translation>
    </message>
    <message>
        <source>No task would move.</source>
        <translation>Kein Task würde umziehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) would move</source>
        <translation>
            <numerusform>%n Task würde umziehen</numerusform>
            <numerusform>%n Tasks würden umziehen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would restart in place</source>
        <translation>
            <numerusform>%n würde an Ort und Stelle neu starten</numerusform>
            <numerusform>%n würden an Ort und Stelle neu starten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would start</source>
        <translation>
            <numerusform>%n würde starten</numerusform>
            <numerusform>%n würden starten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would wait</source>
        <translation>
            <numerusform>%n würde warten</numerusform>
            <numerusform>%n würden warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would stop</source>
        <translation>
            <numerusform>%n würde stoppen</numerusform>
            <numerusform>%n würden stoppen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1: memory %2 → %3 %</source>
        <translation>%1: Speicher %2 → %3 %</translation>
    </message>
    <message>
        <source>%1: CPU %2 → %3 %</source>
        <translation>%1: CPU %2 → %3 %</translation>
    </message>
    <message>
        <source>%1: %2 → %3 tasks</source>
        <translation>%1: %2 → %3 Tasks</translation>
    </message>
</context>
<context>
    <name>WhatIfSheet</name>
    <message>
        <source>%1 — preview, nothing has changed yet</source>
        <translation>%1 – Vorschau, noch ist nichts geändert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ActivityDock</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Operations</source>
        <translation>Vorgänge</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Operations %1</source>
        <translation>Vorgänge %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::AddNodeSheet</name>
    <message>
        <source>Add a node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Copy Join Command</source>
        <translation>Beitrittsbefehl kopieren</translation>
    </message>
    <message>
        <source>Run the command on the machine that is to join. It has to reach this address, and needs skepd or Docker.</source>
        <translation>Führen Sie den Befehl auf dem Rechner aus, der beitreten soll. Er muss diese Adresse erreichen und braucht skepd oder Docker.</translation>
    </message>
    <message>
        <source>Worker: runs tasks</source>
        <translation>Worker: führt Tasks aus</translation>
    </message>
    <message>
        <source>Manager: runs tasks, and decides with the others</source>
        <translation>Manager: führt Tasks aus und entscheidet mit den anderen</translation>
    </message>
    <message>
        <source>Address of a manager</source>
        <translation>Adresse eines Managers</translation>
    </message>
    <message>
        <source>Manager to join</source>
        <translation>Manager für den Beitritt</translation>
    </message>
    <message>
        <source>The token is rotated: this is the new way in</source>
        <translation>Das Token ist erneuert: Dies ist der neue Zugang</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>There would be %1 managers, which may lose no more than %2 do: an odd number is better.</source>
        <translation>Es wären %1 Manager, die nicht mehr Ausfälle verkraften als %2: Eine ungerade Zahl ist besser.</translation>
    </message>
    <message>
        <source>There would be %1 managers, which may lose %2.</source>
        <translation>Es wären %1 Manager, von denen %2 ausfallen dürfen.</translation>
    </message>
    <message>
        <source>The address of a manager is needed</source>
        <translation>Die Adresse eines Managers ist nötig</translation>
    </message>
    <message>
        <source>Copy Again</source>
        <translation>Erneut kopieren</translation>
    </message>
    <message>
        <source>✓ %1.</source>
        <translation>✓ %1.</translation>
    </message>
    <message>
        <source>The command is in the clipboard for a minute. Waiting for the node…</source>
        <translation>Der Befehl ist eine Minute lang in der Zwischenablage. Warten auf den Knoten…</translation>
    </message>
</context>
<context>
    <name>skep::ui::AutolockSheet</name>
    <message>
        <source>Autolock</source>
        <translation>Autolock</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>Entsperrschlüssel</translation>
    </message>
    <message>
        <source>Rotate the Key</source>
        <translation>Schlüssel erneuern</translation>
    </message>
    <message>
        <source>A new key at once; managers that are away still need the old one until they have been back</source>
        <translation>Sofort ein neuer Schlüssel; abwesende Manager brauchen noch den alten, bis sie zurück waren</translation>
    </message>
    <message>
        <source>Autolock is on: a manager that restarts needs the unlock key before it can be used. Keep the key in a safe place that is not in the swarm.</source>
        <translation>Autolock ist an: Ein neu gestarteter Manager braucht den Entsperrschlüssel, bevor er benutzt werden kann. Bewahren Sie den Schlüssel sicher und außerhalb des Swarms auf.</translation>
    </message>
    <message>
        <source>Autolock is off: a manager that restarts takes part again by itself. Switched on, what managers know is encrypted on their disks with a key that you keep, and each restart of a manager asks for it.</source>
        <translation>Autolock ist aus: Ein neu gestarteter Manager nimmt von selbst wieder teil. Ist es eingeschaltet, wird das Wissen der Manager auf ihren Datenträgern mit einem Schlüssel verschlüsselt, den Sie aufbewahren; jeder Neustart eines Managers fragt danach.</translation>
    </message>
    <message>
        <source>Turn Autolock Off</source>
        <translation>Autolock ausschalten</translation>
    </message>
    <message>
        <source>Turn Autolock On</source>
        <translation>Autolock einschalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>skep::ui::Bell</name>
    <message numerus="yes">
        <source>%n new notice(s)</source>
        <translation>
            <numerusform>%n neuer Hinweis</numerusform>
            <numerusform>%n neue Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Nothing has needed your attention so far.</source>
        <translation>Bisher gab es nichts, was Ihre Aufmerksamkeit braucht.</translation>
    </message>
    <message>
        <source>Notices, newest first</source>
        <translation>Hinweise, neueste zuerst</translation>
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
        <translation>Verbleibende Tage der Zertifikate: %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>nodes renew here by themselves</source>
        <translation>hier erneuern Knoten von selbst</translation>
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
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Rotate Root CA…</source>
        <translation>Root-CA erneuern…</translation>
    </message>
    <message>
        <source>Root %1, SHA-256 %2…, until %3</source>
        <translation>Wurzel %1, SHA-256 %2…, bis %3</translation>
    </message>
    <message>
        <source>CA rotation: %1</source>
        <translation>CA-Erneuerung: %1</translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>Nicht bekannt: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSet</name>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>%n Änderung anwenden</numerusform>
            <numerusform>%n Änderungen anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2, now: %3</source>
        <translation>%1 von %2, jetzt: %3</translation>
    </message>
    <message>
        <source>no longer waited for</source>
        <translation>es wird nicht mehr darauf gewartet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2
What was not applied is still staged.</source>
        <translation>%1: %2
Was nicht angewendet wurde, ist weiterhin vorgemerkt.</translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSetSheet</name>
    <message>
        <source>They are applied in this order. Each is waited for before the next one begins; at the first that fails the rest stays here. What was applied can be undone one by one in Activity.</source>
        <translation>Sie werden in dieser Reihenfolge angewendet. Auf jede wird gewartet, bevor die nächste beginnt; bei der ersten, die fehlschlägt, bleibt der Rest hier. Was angewendet wurde, lässt sich unter Aktivität einzeln rückgängig machen.</translation>
    </message>
    <message>
        <source>Staged changes, in the order in which they are applied</source>
        <translation>Vorgemerkte Änderungen in der Reihenfolge, in der sie angewendet werden</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
    <message>
        <source>Take Out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Discard All</source>
        <translation>Alle verwerfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n staged change(s) — nothing has been sent yet</source>
        <translation>
            <numerusform>%n vorgemerkte Änderung – noch wurde nichts gesendet</numerusform>
            <numerusform>%n vorgemerkte Änderungen – noch wurde nichts gesendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n Change(s)</source>
        <translation>
            <numerusform>%n Änderung anwenden</numerusform>
            <numerusform>%n Änderungen anwenden</numerusform>
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
        <translation>%1 – Vorschau, noch ist nichts geändert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Add to Change Set</source>
        <translation>Zum Änderungssatz hinzufügen</translation>
    </message>
    <message>
        <source>It is gone for good: remove it although it is not down</source>
        <translation>Der Knoten ist endgültig verloren: entfernen, obwohl er nicht ausgefallen ist</translation>
    </message>
    <message>
        <source>Drain now: tasks stop here, then start elsewhere</source>
        <translation>Sofort leeren: Tasks stoppen hier und starten dann anderswo</translation>
    </message>
    <message>
        <source>Drain without gaps: each task of a replicated service runs on until another one runs elsewhere</source>
        <translation>Ohne Lücken leeren: Jeder Task eines replizierten Services läuft weiter, bis ein anderer anderswo läuft</translation>
    </message>
    <message>
        <source>The nodes are paused, and the services get more replicas for a while. Once those run, the nodes are drained and the numbers go back.</source>
        <translation>Die Knoten werden angehalten, und die Services bekommen für eine Weile mehr Replikate. Sobald diese laufen, werden die Knoten geleert und die Zahlen zurückgesetzt.</translation>
    </message>
    <message>
        <source>What has no other place stays until there is one. Tasks of global services stop when the others have left.</source>
        <translation>Was keinen anderen Platz hat, bleibt, bis es einen gibt. Tasks globaler Services stoppen, wenn die übrigen fort sind.</translation>
    </message>
    <message>
        <source>%1 has a gap all the same: %2.</source>
        <comment>service, why</comment>
        <translation>%1 hat trotzdem eine Lücke: %2.</translation>
    </message>
    <message>
        <source>It still answers. The clean way is to run “docker swarm leave” on it first, and to remove it when it shows as down.</source>
        <translation>Der Knoten antwortet noch. Sauberer ist es, darauf zuerst „docker swarm leave“ auszuführen und ihn zu entfernen, wenn er als ausgefallen erscheint.</translation>
    </message>
    <message>
        <source>It is not down</source>
        <translation>Er ist nicht ausgefallen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ClusterStatusBar</name>
    <message>
        <source>%1 leads</source>
        <translation>%1 ist Leader</translation>
    </message>
    <message>
        <source>no leader</source>
        <translation>kein Leader</translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>keine Mehrheit</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not ready</source>
        <translation>
            <numerusform>%n nicht bereit</numerusform>
            <numerusform>%n nicht bereit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) waiting</source>
        <translation>
            <numerusform>%n Task wartet</numerusform>
            <numerusform>%n Tasks warten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n staged change(s)</source>
        <translation>
            <numerusform>%n vorgemerkte Änderung</numerusform>
            <numerusform>%n vorgemerkte Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n Vorgang läuft</numerusform>
            <numerusform>%n Vorgänge laufen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s)</source>
        <translation>
            <numerusform>%n Vorgang</numerusform>
            <numerusform>%n Vorgänge</numerusform>
        </translation>
    </message>
    <message>
        <source>Activity: how far they are and how to take them back</source>
        <translation>Aktivität: wie weit sie sind und wie man sie zurücknimmt</translation>
    </message>
    <message>
        <source>API %1 ms</source>
        <translation>API %1 ms</translation>
    </message>
    <message>
        <source>connecting to %1…</source>
        <translation>Verbindung mit %1…</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>stale: %1</source>
        <translation>veraltet: %1</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>nicht verbunden</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
</context>
<context>
    <name>skep::ui::CommandPalette</name>
    <message>
        <source>Search or Run</source>
        <translation>Suchen oder ausführen</translation>
    </message>
    <message>
        <source>Name or command; &gt; actions, @ nodes, # services</source>
        <translation>Name oder Befehl; &gt; Aktionen, @ Knoten, # Services</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>Config</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Task · %1</source>
        <translation>Task · %1</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConfigContent</name>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Not a text: %1</source>
        <translation>Kein Text: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::Confirmation</name>
    <message numerus="yes">
        <source>%n running task(s) depend on it. Type %1 to confirm:</source>
        <translation>
            <numerusform>%n laufende Task hängt davon ab. Zur Bestätigung %1 eingeben:</numerusform>
            <numerusform>%n laufende Tasks hängen davon ab. Zur Bestätigung %1 eingeben:</numerusform>
        </translation>
    </message>
    <message>
        <source>Type %1 to confirm:</source>
        <translation>Zur Bestätigung %1 eingeben:</translation>
    </message>
    <message>
        <source>Type %1 first</source>
        <translation>Geben Sie zuerst %1 ein</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConflictPane</name>
    <message>
        <source>Changed meanwhile by somebody else</source>
        <translation>Inzwischen von jemand anderem geändert</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile.</source>
        <translation>Jemand anderes hat es inzwischen geändert.</translation>
    </message>
    <message>
        <source>Taken in beside your changes: %1.</source>
        <translation>Neben Ihren Änderungen übernommen: %1.</translation>
    </message>
    <message>
        <source>You both changed these; which one shall it be?</source>
        <translation>Diese haben Sie beide geändert; was soll gelten?</translation>
    </message>
    <message>
        <source>It was</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihres</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Fremdes</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meines behalten</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>Fremdes übernehmen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConnectForm</name>
    <message>
        <source>Choose the file</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <source>Certificates and keys (*.pem *.crt *.cer *.key)</source>
        <translation>Zertifikate und Schlüssel (*.pem *.crt *.cer *.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Type of connection</source>
        <translation>Verbindungsart</translation>
    </message>
    <message>
        <source>Socket of this computer</source>
        <translation>Socket dieses Computers</translation>
    </message>
    <message>
        <source>TCP with TLS</source>
        <translation>TCP mit TLS</translation>
    </message>
    <message>
        <source>SSH</source>
        <translation>SSH</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>CA of the server (ca.pem)</source>
        <translation>CA des Servers (ca.pem)</translation>
    </message>
    <message>
        <source>your certificate (cert.pem)</source>
        <translation>Ihr Zertifikat (cert.pem)</translation>
    </message>
    <message>
        <source>your key (key.pem)</source>
        <translation>Ihr Schlüssel (key.pem)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>as it is to be called here (optional)</source>
        <translation>Anzeigename hier (optional)</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>A socket reaches this computer only: choose how to reach %1, then press Try.</source>
        <translation>Ein Socket erreicht nur diesen Computer: Wählen Sie, wie %1 erreicht wird, und drücken Sie dann „Testen“.</translation>
    </message>
    <message>
        <source>This computer is part of a swarm already: connect to it, or let it leave that one first.</source>
        <translation>Dieser Computer gehört bereits zu einem Swarm: Verbinden Sie sich mit ihm oder lassen Sie den Computer ihn zuerst verlassen.</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
</context>
<context>
    <name>skep::ui::ConnectWindow</name>
    <message>
        <source>Welcome to Skep</source>
        <translation>Willkommen bei Skep</translation>
    </message>
    <message>
        <source>See a swarm, steer it, understand it: Skep's or Docker's.</source>
        <translation>Einen Swarm sehen, steuern, verstehen: den von Skep oder von Docker.</translation>
    </message>
    <message>
        <source>Connect to a manager</source>
        <translation>Mit einem Manager verbinden</translation>
    </message>
    <message>
        <source>Neither skepd nor Docker runs on this computer</source>
        <translation>Auf diesem Computer läuft weder skepd noch Docker</translation>
    </message>
    <message>
        <source>Create a local cluster</source>
        <translation>Lokalen Cluster erstellen</translation>
    </message>
    <message>
        <source>One node, here, in a moment</source>
        <translation>Ein Knoten, hier, sofort</translation>
    </message>
    <message>
        <source>By socket, TCP with TLS, or SSH</source>
        <translation>Über Socket, TCP mit TLS oder SSH</translation>
    </message>
    <message>
        <source>Join this machine</source>
        <translation>Diesen Rechner beitreten lassen</translation>
    </message>
    <message>
        <source>To a cluster that is there, with its token</source>
        <translation>Einem bestehenden Cluster, mit dessen Token</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>Auf diesem Computer gefunden</translation>
    </message>
    <message>
        <source>Recent clusters</source>
        <translation>Zuletzt verwendete Cluster</translation>
    </message>
    <message>
        <source>docker context %1   —   %2</source>
        <translation>Docker-Kontext %1   —   %2</translation>
    </message>
    <message>
        <source>Clusters you connect to appear here.</source>
        <translation>Hier erscheinen Cluster, mit denen Sie sich verbinden.</translation>
    </message>
    <message>
        <source>No daemon's socket and no docker context was found here.</source>
        <translation>Hier wurde weder der Socket eines Daemons noch ein Docker-Kontext gefunden.</translation>
    </message>
</context>
<context>
    <name>skep::ui::DesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>skep::ui::EventFeed</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Nothing has happened since Skep began to look. What changes in the cluster shows up here.</source>
        <translation>Seit Skep beobachtet, ist nichts geschehen. Änderungen im Cluster erscheinen hier.</translation>
    </message>
    <message>
        <source>Nothing recorded matches.</source>
        <translation>Nichts Aufgezeichnetes passt.</translation>
    </message>
</context>
<context>
    <name>skep::ui::EventModel</name>
    <message>
        <source>nothing was seen until %1</source>
        <translation>bis %1 wurde nichts beobachtet</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>skep::ui::FieldEditor</name>
    <message>
        <source>default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Fixed after creation</source>
        <translation>Nach der Erstellung unveränderlich</translation>
    </message>
</context>
<context>
    <name>skep::ui::FieldPages</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Other fields</source>
        <translation>Weitere Felder</translation>
    </message>
    <message>
        <source>Other fields (kept as they are)</source>
        <translation>Weitere Felder (bleiben, wie sie sind)</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>was not given</source>
        <translation>war nicht angegeben</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>war %1</translation>
    </message>
    <message>
        <source>%1, something is wrong</source>
        <translation>%1, fehlerhaft</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1, geändert</translation>
    </message>
</context>
<context>
    <name>skep::ui::FleetWindow</name>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>No cluster has been connected to yet.
Add one: it stays in this list and is watched while the list is open.</source>
        <translation>Noch wurde mit keinem Cluster verbunden.
Fügen Sie einen hinzu: er bleibt in dieser Liste und wird beobachtet, solange sie offen ist.</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%1 von %2 bereit</translation>
    </message>
    <message>
        <source>%1 of %2 converged</source>
        <translation>%1 von %2 am Ziel</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 von %2 laufen</translation>
    </message>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n Cluster</numerusform>
            <numerusform>%n Cluster</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n braucht Aufmerksamkeit</numerusform>
            <numerusform>%n brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: no problems.</source>
        <translation>%1: keine Probleme.</translation>
    </message>
    <message>
        <source>%1: %2…</source>
        <translation>%1: %2…</translation>
    </message>
    <message>
        <source>Remove %1 from the list</source>
        <translation>%1 aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Skep forgets how to reach it. The cluster itself goes on as it is.</source>
        <translation>Skep vergisst, wie er zu erreichen ist. Der Cluster selbst läuft weiter wie bisher.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ForceNewSheet</name>
    <message>
        <source>The other managers are gone for good</source>
        <translation>Die anderen Manager sind endgültig verloren</translation>
    </message>
    <message>
        <source>Make %1 the only manager</source>
        <translation>%1 zum einzigen Manager machen</translation>
    </message>
    <message>
        <source>%1 founds the swarm anew with all that it knows: services, tasks, secrets and networks stay, and workers find it again. It is the only manager then; promote two workers right afterwards.</source>
        <translation>%1 gründet den Swarm mit allem bekannten Wissen neu: Services, Tasks, Secrets und Netzwerke bleiben, und Worker finden ihn wieder. Danach gibt es nur diesen einen Manager; befördern Sie gleich anschließend zwei Worker.</translation>
    </message>
    <message>
        <source>Only do this when a majority of the managers cannot come back. A manager that comes back later must leave the swarm and join again, or there are two swarms.</source>
        <translation>Tun Sie das nur, wenn eine Mehrheit der Manager nicht zurückkehren kann. Ein Manager, der später zurückkehrt, muss den Swarm verlassen und neu beitreten, sonst gibt es zwei Swarms.</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>Adresse, unter der andere Knoten ihn erreichen</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>Für andere Knoten erreichbar unter</translation>
    </message>
    <message>
        <source>Run this there:</source>
        <translation>Führen Sie dort aus:</translation>
    </message>
</context>
<context>
    <name>skep::ui::GuardSettings</name>
    <message>
        <source>Guard</source>
        <translation>Schutz</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Kennzeichen</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Farbe von %1</translation>
    </message>
    <message>
        <source>Of a strip along the windows of this cluster</source>
        <translation>Eines Streifens an den Fenstern dieses Clusters</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Guard of %1</source>
        <translation>Schutz von %1</translation>
    </message>
    <message>
        <source>Tag of %1</source>
        <translation>Kennzeichen von %1</translation>
    </message>
    <message>
        <source>It guards against accidents and is no access control: whoever may connect may change the cluster by other means.</source>
        <translation>Das schützt vor Versehen und ist keine Zugriffskontrolle: Wer sich verbinden darf, kann den Cluster auf anderen Wegen ändern.</translation>
    </message>
</context>
<context>
    <name>skep::ui::InitSheet</name>
    <message>
        <source>Create a cluster here</source>
        <translation>Hier einen Cluster erstellen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>%1 becomes the first manager of a new swarm. Other machines join it with a token.</source>
        <translation>%1 wird der erste Manager eines neuen Swarms. Andere Rechner treten ihm mit einem Token bei.</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>Adresse, unter der andere Knoten ihn erreichen</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>Für andere Knoten erreichbar unter</translation>
    </message>
    <message>
        <source>Addresses for the networks of services</source>
        <translation>Adressen für die Netzwerke der Services</translation>
    </message>
    <message>
        <source>Networks of services</source>
        <translation>Netzwerke der Services</translation>
    </message>
    <message>
        <source>TCP port for the other nodes</source>
        <translation>TCP-Port für die anderen Knoten</translation>
    </message>
    <message>
        <source>Port for the other nodes</source>
        <translation>Port für die anderen Knoten</translation>
    </message>
    <message>
        <source>UDP port for the traffic between services</source>
        <translation>UDP-Port für den Verkehr zwischen Services</translation>
    </message>
    <message>
        <source>The same on every node of the swarm, and for good</source>
        <translation>Auf jedem Knoten des Swarms derselbe, und unveränderlich</translation>
    </message>
    <message>
        <source>Port for the services' traffic</source>
        <translation>Port für den Verkehr der Services</translation>
    </message>
    <message>
        <source>Autolock: a manager that restarts needs an unlock key</source>
        <translation>Autolock: Ein neu gestarteter Manager braucht einen Entsperrschlüssel</translation>
    </message>
    <message>
        <source>An address is needed that other nodes can reach</source>
        <translation>Eine Adresse ist nötig, die andere Knoten erreichen</translation>
    </message>
    <message>
        <source>Networks of services: a subnet such as 10.0.0.0/8 is needed</source>
        <translation>Netzwerke der Services: Ein Subnetz wie 10.0.0.0/8 ist nötig</translation>
    </message>
    <message>
        <source>Port for the other nodes: a number from %1 to %2 is needed</source>
        <translation>Port für die anderen Knoten: eine Zahl von %1 bis %2 ist nötig</translation>
    </message>
    <message>
        <source>Port for the services' traffic: a number from %1 to %2 is needed</source>
        <translation>Port für den Verkehr der Services: eine Zahl von %1 bis %2 ist nötig</translation>
    </message>
    <message>
        <source>The swarm is there</source>
        <translation>Der Swarm ist da</translation>
    </message>
    <message>
        <source>Keep this unlock key in a safe place that is not in the swarm. Without it a manager that restarts cannot be used again.</source>
        <translation>Bewahren Sie diesen Entsperrschlüssel sicher und außerhalb des Swarms auf. Ohne ihn kann ein neu gestarteter Manager nicht mehr benutzt werden.</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>Entsperrschlüssel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>skep::ui::Inspector</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
</context>
<context>
    <name>skep::ui::JoinSheet</name>
    <message>
        <source>Join a cluster</source>
        <translation>Einem Cluster beitreten</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Paste a join token, or the whole command that a manager shows. %1 joins with it.</source>
        <translation>Fügen Sie ein Beitritts-Token oder den ganzen Befehl ein, den ein Manager anzeigt. %1 tritt damit bei.</translation>
    </message>
    <message>
        <source>Join token or command</source>
        <translation>Beitritts-Token oder Befehl</translation>
    </message>
    <message>
        <source>Address of a manager</source>
        <translation>Adresse eines Managers</translation>
    </message>
    <message>
        <source>Manager to join</source>
        <translation>Manager für den Beitritt</translation>
    </message>
    <message>
        <source>Address that other nodes reach it by</source>
        <translation>Adresse, unter der andere Knoten ihn erreichen</translation>
    </message>
    <message>
        <source>Other nodes reach it by</source>
        <translation>Für andere Knoten erreichbar unter</translation>
    </message>
    <message>
        <source>The root certificate of its cluster has the digest %1…; it joins no other. Whether as worker or as manager is decided by which of the cluster's two tokens this is.</source>
        <translation>Das Wurzelzertifikat des Clusters hat den Digest %1…; einem anderen tritt der Rechner nicht bei. Ob als Worker oder als Manager, bestimmt, welches der beiden Token des Clusters dies ist.</translation>
    </message>
    <message>
        <source>A token begins with SWMTKN-1-.</source>
        <translation>Ein Token beginnt mit SWMTKN-1-.</translation>
    </message>
    <message>
        <source>There is no whole join token in this text.</source>
        <translation>Dieser Text enthält kein vollständiges Beitritts-Token.</translation>
    </message>
    <message>
        <source>A join token is needed</source>
        <translation>Ein Beitritts-Token ist nötig</translation>
    </message>
    <message>
        <source>The address of a manager is needed</source>
        <translation>Die Adresse eines Managers ist nötig</translation>
    </message>
</context>
<context>
    <name>skep::ui::LabelSheet</name>
    <message>
        <source>without %1</source>
        <translation>ohne %1</translation>
    </message>
    <message>
        <source>Labels of %1</source>
        <translation>Labels von %1</translation>
    </message>
    <message>
        <source>Services choose nodes by them, as in the constraint node.labels.zone == a. Tasks that must not stay on the node then leave it at once.</source>
        <translation>Services wählen danach Knoten aus, etwa mit der Bedingung node.labels.zone == a. Tasks, die dann nicht auf dem Knoten bleiben dürfen, verlassen ihn sofort.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save Labels</source>
        <translation>Labels speichern</translation>
    </message>
    <message>
        <source>Now: %1. Saving again puts yours in its place.</source>
        <translation>Jetzt: %1. Erneutes Speichern ersetzt dies durch Ihre Angaben.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>skep::ui::LeaveSheet</name>
    <message>
        <source>%1 leaves the swarm</source>
        <translation>%1 verlässt den Swarm</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>What this manager knows of the swarm is lost. Demote and remove it on another manager, then let it join again.</source>
        <translation>Das Wissen dieses Managers über den Swarm geht verloren. Stufen Sie ihn auf einem anderen Manager herab und entfernen Sie ihn, dann lassen Sie ihn neu beitreten.</translation>
    </message>
    <message>
        <source>Leave although it is locked</source>
        <translation>Verlassen, obwohl er gesperrt ist</translation>
    </message>
    <message>
        <source>Check the box above first</source>
        <translation>Setzen Sie zuerst das Häkchen oben</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogSession</name>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>its node is gone</source>
        <translation>sein Knoten ist fort</translation>
    </message>
    <message>
        <source>not running yet</source>
        <translation>läuft noch nicht</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>The log driver of these containers cannot be read back. Look where it sends its lines, or set the driver to json-file, local or journald.</source>
        <translation>Der Log-Treiber dieser Container lässt sich nicht zurücklesen. Sehen Sie dort nach, wohin er seine Zeilen sendet, oder stellen Sie json-file, local oder journald ein.</translation>
    </message>
    <message>
        <source>The log driver “%1” cannot be read back. Look where it sends its lines, or set the driver to json-file, local or journald.</source>
        <translation>Der Log-Treiber „%1“ lässt sich nicht zurücklesen. Sehen Sie dort nach, wohin er seine Zeilen sendet, oder stellen Sie json-file, local oder journald ein.</translation>
    </message>
    <message>
        <source>The log driver “%1” keeps nothing. Set it to json-file, local or journald to read what is written from then on.</source>
        <translation>Der Log-Treiber „%1“ bewahrt nichts auf. Stellen Sie json-file, local oder journald ein, um künftige Ausgaben zu lesen.</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogView</name>
    <message>
        <source>Log lines</source>
        <translation>Logzeilen</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>Engine</translation>
    </message>
</context>
<context>
    <name>skep::ui::LogsPane</name>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Show only lines with…</source>
        <translation>Nur Zeilen zeigen mit…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>The filter is a regular expression</source>
        <translation>Der Filter ist ein regulärer Ausdruck</translation>
    </message>
    <message>
        <source>How much of the past</source>
        <translation>Wie weit zurück</translation>
    </message>
    <message>
        <source>last 100 lines each</source>
        <translation>je die letzten 100 Zeilen</translation>
    </message>
    <message>
        <source>last 1,000 lines each</source>
        <translation>je die letzten 1.000 Zeilen</translation>
    </message>
    <message>
        <source>last 10,000 lines each</source>
        <translation>je die letzten 10.000 Zeilen</translation>
    </message>
    <message>
        <source>last 15 minutes</source>
        <translation>letzte 15 Minuten</translation>
    </message>
    <message>
        <source>last hour</source>
        <translation>letzte Stunde</translation>
    </message>
    <message>
        <source>last day</source>
        <translation>letzter Tag</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Asked for very much at once, Docker's engine may leave out replicas</source>
        <translation>Bei sehr großen Abfragen lässt die Engine von Docker womöglich Replikate aus</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Show the time of each line</source>
        <translation>Zeitpunkt jeder Zeile zeigen</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>Umbrechen</translation>
    </message>
    <message>
        <source>Wrap long lines</source>
        <translation>Lange Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Stay at the newest line (End)</source>
        <translation>Bei der neuesten Zeile bleiben (Ende)</translation>
    </message>
    <message>
        <source>Copy what is selected, else all that is shown</source>
        <translation>Auswahl kopieren, sonst alles Angezeigte</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save what is shown…</source>
        <translation>Angezeigtes speichern…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>live, no line yet</source>
        <translation>live, noch keine Zeile</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Task %1</source>
        <translation>Task %1</translation>
    </message>
    <message>
        <source>The filter is no regular expression: %1</source>
        <translation>Der Filter ist kein regulärer Ausdruck: %1</translation>
    </message>
    <message>
        <source>These containers have a terminal: what they write to standard output and to standard error cannot be told apart.</source>
        <translation>Diese Container haben ein Terminal: Standardausgabe und Standardfehlerausgabe lassen sich nicht unterscheiden.</translation>
    </message>
    <message>
        <source>%1 older lines were dropped: the newest %2 are kept.</source>
        <translation>%1 ältere Zeilen wurden verworfen: Die neuesten %2 bleiben.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a service to read its logs.</source>
        <translation>Wählen Sie einen Service, um seine Logs zu lesen.</translation>
    </message>
    <message>
        <source>No line matches.</source>
        <translation>Keine Zeile passt.</translation>
    </message>
    <message>
        <source>Nothing was written yet. New lines show up here by themselves.</source>
        <translation>Noch wurde nichts geschrieben. Neue Zeilen erscheinen hier von selbst.</translation>
    </message>
    <message>
        <source>No line could be read.</source>
        <translation>Keine Zeile konnte gelesen werden.</translation>
    </message>
    <message>
        <source>Save Log</source>
        <translation>Log speichern</translation>
    </message>
    <message>
        <source>Text (*.log *.txt)</source>
        <translation>Text (*.log *.txt)</translation>
    </message>
</context>
<context>
    <name>skep::ui::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>There is no list on this page</source>
        <translation>Auf dieser Seite ist keine Liste</translation>
    </message>
    <message>
        <source>Viewing %1 as it was recorded. Nothing can be changed there.</source>
        <translation>Angezeigt wird der aufgezeichnete Stand von %1. Dort kann nichts geändert werden.</translation>
    </message>
    <message>
        <source>Back to LIVE</source>
        <translation>Zurück zu LIVE</translation>
    </message>
    <message>
        <source>Close the window?</source>
        <translation>Fenster schließen?</translation>
    </message>
    <message>
        <source>This takes more than one step and goes on only while the window is open: %1. Closed now, it stays half done until the window is opened again and it is told to go on there. Activity can stop it and take it back.</source>
        <translation>Das hat mehr als einen Schritt und geht nur weiter, solange das Fenster offen ist: %1. Wird es jetzt geschlossen, bleibt es halb getan, bis das Fenster wieder offen ist und es dort fortgesetzt wird. Unter Aktivität kann es beendet und zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Close Anyway</source>
        <translation>Trotzdem schließen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ManagersPage</name>
    <message>
        <source>Managers</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Promote</source>
        <translation>Befördern</translation>
    </message>
    <message>
        <source>Promote a worker</source>
        <translation>Worker befördern</translation>
    </message>
    <message>
        <source>Demote…</source>
        <translation>Herabstufen…</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Reachable</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>Amtszeit</translation>
    </message>
    <message>
        <source>Written/Decided</source>
        <translation>Geschrieben/Entschieden</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>Letzter Kontakt</translation>
    </message>
    <message>
        <source>No manager is known yet.</source>
        <translation>Noch ist kein Manager bekannt.</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) known · no majority now</source>
        <translation>
            <numerusform>%n Manager bekannt · jetzt keine Mehrheit</numerusform>
            <numerusform>%n Manager bekannt · jetzt keine Mehrheit</numerusform>
        </translation>
    </message>
    <message>
        <source>Leaders seen since this page was opened: %1</source>
        <translation>Leader seit dem Öffnen dieser Seite: %1</translation>
    </message>
    <message>
        <source>leader</source>
        <translation>Leader</translation>
    </message>
    <message>
        <source>follower</source>
        <translation>Follower</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n Eintrag</numerusform>
            <numerusform>%n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>catching up</source>
        <translation>holt auf</translation>
    </message>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>No worker is ready</source>
        <translation>Kein Worker ist bereit</translation>
    </message>
    <message>
        <source>Others, on the page Nodes</source>
        <translation>Weitere auf der Seite „Knoten“</translation>
    </message>
</context>
<context>
    <name>skep::ui::NetworkSheet</name>
    <message>
        <source>A network needs a name</source>
        <translation>Ein Netzwerk braucht einen Namen</translation>
    </message>
    <message>
        <source>A range or a gateway lies in a subnet: give that too</source>
        <translation>Ein Bereich oder Gateway liegt in einem Subnetz: Geben Sie auch dieses an</translation>
    </message>
    <message>
        <source>New network</source>
        <translation>Neues Netzwerk</translation>
    </message>
    <message>
        <source>Tasks of services that share a network reach each other by name, on whichever nodes they run.</source>
        <translation>Tasks von Services mit gemeinsamem Netzwerk erreichen einander über Namen, auf welchen Knoten sie auch laufen.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>Buchstaben, Ziffern, - und _</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>Treiber</translation>
    </message>
    <message>
        <source>Subnet</source>
        <translation>Subnetz</translation>
    </message>
    <message>
        <source>the swarm picks one; 10.10.0.0/24</source>
        <translation>der Swarm wählt eines; 10.10.0.0/24</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>all of the subnet</source>
        <translation>das ganze Subnetz</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>Gateway</translation>
    </message>
    <message>
        <source>the first address</source>
        <translation>die erste Adresse</translation>
    </message>
    <message>
        <source>Containers outside of services may attach to it</source>
        <translation>Container außerhalb von Services dürfen sich anhängen</translation>
    </message>
    <message>
        <source>It has no way to the outside</source>
        <translation>Hat keinen Weg nach außen</translation>
    </message>
    <message>
        <source>Traffic between nodes is encrypted (slower)</source>
        <translation>Verkehr zwischen Knoten ist verschlüsselt (langsamer)</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 erstellen</translation>
    </message>
</context>
<context>
    <name>skep::ui::Notices</name>
    <message>
        <source>Connected again; nothing was seen since %1</source>
        <translation>Wieder verbunden; seit %1 wurde nichts beobachtet</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <comment>kind, name, what happened</comment>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Changes of nodes that were staged before are staged again; nothing has been sent</source>
        <translation>Früher vorgemerkte Änderungen an Knoten sind wieder vorgemerkt; gesendet wurde nichts</translation>
    </message>
    <message>
        <source>Changes that were not sent are kept: they can be continued under Services</source>
        <translation>Nicht gesendete Änderungen sind aufgehoben: unter Services lassen sie sich fortsetzen</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1: fertig</translation>
    </message>
    <message>
        <source>%1: no longer waited for</source>
        <translation>%1: wird nicht mehr abgewartet</translation>
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
        <translation>Filter: beliebige Wörter oder %1…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>order paused</source>
        <translation>Sortierung angehalten</translation>
    </message>
    <message>
        <source>Rows that changed go to their new places when the pointer leaves the list</source>
        <translation>Geänderte Zeilen wandern an ihren neuen Platz, wenn der Zeiger die Liste verlässt</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Choose columns</source>
        <translation>Spalten auswählen</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>insgesamt %1</translation>
    </message>
    <message>
        <source>0 of %1 match</source>
        <translation>0 von %1 passen</translation>
    </message>
    <message>
        <source>showing %1 of %2</source>
        <translation>%1 von %2 angezeigt</translation>
    </message>
    <message>
        <source>Copy Rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren…</translation>
    </message>
    <message>
        <source>Fit Widths to Content</source>
        <translation>Breiten an Inhalt anpassen</translation>
    </message>
    <message>
        <source>Export as CSV</source>
        <translation>Als CSV exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
</context>
<context>
    <name>skep::ui::OperationList</name>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>no longer waited for; what was accepted stays</source>
        <translation>wird nicht mehr abgewartet; Angenommenes bleibt</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>stage, progress</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Stop Waiting</source>
        <translation>Nicht mehr warten</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Nothing was asked for in this window yet. What you do shows up here, with how far it is and how to take it back.</source>
        <translation>In diesem Fenster wurde noch nichts veranlasst. Was Sie tun, erscheint hier, mit Fortschritt und der Möglichkeit, es zurückzunehmen.</translation>
    </message>
</context>
<context>
    <name>skep::ui::Operations</name>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>undoing…</source>
        <translation>wird rückgängig gemacht…</translation>
    </message>
    <message>
        <source>it was removed meanwhile</source>
        <translation>es wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>it was interrupted here and goes on when it is told to</source>
        <translation>hier wurde es unterbrochen; es geht mit Fortsetzen weiter</translation>
    </message>
</context>
<context>
    <name>skep::ui::PastFrame</name>
    <message>
        <source>Viewing %1</source>
        <translation>Stand von %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::PayloadInput</name>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type or paste the value</source>
        <translation>Wert eingeben oder einfügen</translation>
    </message>
    <message>
        <source>Type or paste the content</source>
        <translation>Inhalt eingeben oder einfügen</translation>
    </message>
    <message>
        <source>or from a file</source>
        <translation>oder aus einer Datei</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Shows the value while it is held down</source>
        <translation>Zeigt den Wert, solange gedrückt wird</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>32 random letters and digits</source>
        <translation>32 zufällige Buchstaben und Ziffern</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>A secret needs a value</source>
        <translation>Ein Secret braucht einen Wert</translation>
    </message>
    <message>
        <source>A config needs a content</source>
        <translation>Eine Config braucht einen Inhalt</translation>
    </message>
    <message>
        <source>It is larger than the %1 that a swarm stores</source>
        <translation>Größer als die %1, die ein Swarm speichert</translation>
    </message>
</context>
<context>
    <name>skep::ui::PayloadSheet</name>
    <message>
        <source>Rotate %1</source>
        <translation>%1 erneuern</translation>
    </message>
    <message>
        <source>New secret</source>
        <translation>Neues Secret</translation>
    </message>
    <message>
        <source>New config</source>
        <translation>Neue Config</translation>
    </message>
    <message>
        <source>A value is never changed in place: a new one of the next name takes its place in the services that use it, one after the other. Files in the containers keep their names.</source>
        <translation>Ein Wert wird nie an Ort und Stelle geändert: Ein neuer unter dem nächsten Namen tritt in den Services, die ihn verwenden, nacheinander an seine Stelle. Dateien in den Containern behalten ihre Namen.</translation>
    </message>
    <message>
        <source>Services read it from a file in memory. Once it is stored nobody can read it back, here or elsewhere.</source>
        <translation>Services lesen es aus einer Datei im Arbeitsspeicher. Einmal gespeichert, kann niemand es zurücklesen, weder hier noch anderswo.</translation>
    </message>
    <message>
        <source>A file that services get without building an image for it. Everybody who may look at the swarm can read it.</source>
        <translation>Eine Datei, die Services erhalten, ohne dass dafür ein Image gebaut wird. Jeder, der den Swarm ansehen darf, kann sie lesen.</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>letters, digits, -, _ and .</source>
        <translation>Buchstaben, Ziffern, -, _ und .</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No service uses it: only the new one is made.</source>
        <translation>Kein Service verwendet es: Nur das neue wird erstellt.</translation>
    </message>
    <message>
        <source>It takes its place in:</source>
        <translation>Ersetzt wird es in:</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>It needs a name</source>
        <translation>Ein Name ist nötig</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 erstellen</translation>
    </message>
</context>
<context>
    <name>skep::ui::Probe</name>
    <message>
        <source>Reach the host</source>
        <translation>Host erreichen</translation>
    </message>
    <message>
        <source>Host key</source>
        <translation>Host-Schlüssel</translation>
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
        <translation>Manager</translation>
    </message>
    <message>
        <source>%1, issued by %2, until %3, SHA-256 %4…</source>
        <translation>%1, ausgestellt von %2, bis %3, SHA-256 %4…</translation>
    </message>
    <message>
        <source>No answer within 10 seconds. Is the address right, and does a firewall let it through?</source>
        <translation>Keine Antwort innerhalb von 10 Sekunden. Stimmt die Adresse, und lässt eine Firewall die Verbindung durch?</translation>
    </message>
    <message>
        <source>Nothing listens at %1:%2. skepd serves its API there with --api-listen tcp://ADDRESS:%2, dockerd with -H tcp://ADDRESS:%2 --tlsverify.</source>
        <translation>Unter %1:%2 lauscht nichts. skepd bietet seine API dort mit --api-listen tcp://ADRESSE:%2 an, dockerd mit -H tcp://ADRESSE:%2 --tlsverify.</translation>
    </message>
    <message>
        <source>There is no host with the name %1. Check its spelling, or use its address.</source>
        <translation>Es gibt keinen Host namens %1. Prüfen Sie die Schreibweise oder verwenden Sie die Adresse.</translation>
    </message>
    <message>
        <source>%1. Is the address right, and does a firewall let it through?</source>
        <translation>%1. Stimmt die Adresse, und lässt eine Firewall die Verbindung durch?</translation>
    </message>
    <message>
        <source>The certificate of the server is for %1, not for %2. Use a name that it is for, or give the server another certificate.</source>
        <translation>Das Zertifikat des Servers gilt für %1, nicht für %2. Verwenden Sie einen Namen, für den es gilt, oder geben Sie dem Server ein anderes Zertifikat.</translation>
    </message>
    <message>
        <source>The certificate of the server is not valid today (%1). Renew it, or set the clock right.</source>
        <translation>Das Zertifikat des Servers ist heute nicht gültig (%1). Erneuern Sie es oder stellen Sie die Uhr richtig.</translation>
    </message>
    <message>
        <source>The certificate of the server is not signed by the CA that was chosen (%1). Choose the CA that signed it.</source>
        <translation>Das Zertifikat des Servers ist nicht von der gewählten CA signiert (%1). Wählen Sie die CA, die es signiert hat.</translation>
    </message>
    <message>
        <source>%1. Does the server speak TLS there, and does it trust the CA of your certificate?</source>
        <translation>%1. Spricht der Server dort TLS, und vertraut er der CA Ihres Zertifikats?</translation>
    </message>
    <message>
        <source>%1. The program ssh has to be installed here.</source>
        <translation>%1. Das Programm ssh muss hier installiert sein.</translation>
    </message>
    <message>
        <source>%1 Run “ssh” to it once in a terminal and compare the fingerprint.</source>
        <translation>%1 Führen Sie einmal „ssh“ dorthin in einem Terminal aus und vergleichen Sie den Fingerabdruck.</translation>
    </message>
    <message>
        <source>%1 ssh has to log in without asking: add your key to the agent, and put it into authorized_keys there.</source>
        <translation>%1 ssh muss sich ohne Rückfrage anmelden: Fügen Sie Ihren Schlüssel dem Agenten hinzu und tragen Sie ihn dort in authorized_keys ein.</translation>
    </message>
    <message>
        <source>known to ssh</source>
        <translation>ssh bekannt</translation>
    </message>
    <message>
        <source>%1. The other end needs the program skep or docker, for a user that may use its daemon.</source>
        <translation>%1. Die Gegenseite braucht das Programm skep oder docker, für einen Benutzer, der ihren Daemon verwenden darf.</translation>
    </message>
    <message>
        <source>%1. Does “ssh” to it work in a terminal?</source>
        <translation>%1. Funktioniert „ssh“ dorthin in einem Terminal?</translation>
    </message>
    <message>
        <source>The server does not accept your certificate (%1). It has to be signed by a CA that the server trusts.</source>
        <translation>Der Server akzeptiert Ihr Zertifikat nicht (%1). Es muss von einer CA signiert sein, der der Server vertraut.</translation>
    </message>
    <message>
        <source>%1. Is the daemon running, and are you in its group?</source>
        <translation>%1. Läuft der Daemon, und gehören Sie zu seiner Gruppe?</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>managers, nodes</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>%n Manager</numerusform>
            <numerusform>%n Manager</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>It is a worker. Managers it knows: %1</source>
        <translation>Ist ein Worker. Ihm bekannte Manager: %1</translation>
    </message>
    <message>
        <source>locked: it asks for its unlock key next</source>
        <translation>gesperrt: fragt als Nächstes nach dem Entsperrschlüssel</translation>
    </message>
    <message>
        <source>not part of a swarm yet</source>
        <translation>gehört noch zu keinem Swarm</translation>
    </message>
</context>
<context>
    <name>skep::ui::QuorumPlanner</name>
    <message>
        <source>What if managers fail?</source>
        <translation>Was, wenn Manager ausfallen?</translation>
    </message>
    <message>
        <source>Press the managers that fail. Nothing is sent.</source>
        <translation>Klicken Sie auf die Manager, die ausfallen. Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>%1 fails</source>
        <translation>%1 fällt aus</translation>
    </message>
    <message>
        <source>cannot be reached now</source>
        <translation>derzeit nicht erreichbar</translation>
    </message>
    <message>
        <source>Let all managers of zone %1 fail</source>
        <translation>Alle Manager der Zone %1 ausfallen lassen</translation>
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
        <translation>Replikate nach Slot</translation>
    </message>
    <message>
        <source>slot %1 on %2, %3</source>
        <translation>Slot %1 auf %2, %3</translation>
    </message>
    <message>
        <source>no replicas</source>
        <translation>keine Replikate</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 auf %2: %3</translation>
    </message>
</context>
<context>
    <name>skep::ui::RequestSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>Dasselbe als Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>Warten auf die Antwort…</translation>
    </message>
</context>
<context>
    <name>skep::ui::ReviewPane</name>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Documents compared</source>
        <translation>Dokumente im Vergleich</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>The command has no option for some of it: this is as close as it comes.</source>
        <translation>Für manches davon hat der Befehl keine Option: Näher kommt er nicht heran.</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>Dasselbe als Befehl</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Platzierung</translation>
    </message>
    <message>
        <source>The request</source>
        <translation>Die Anfrage</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Copy the request</source>
        <translation>Anfrage kopieren</translation>
    </message>
    <message>
        <source>Changes (%1)</source>
        <translation>Änderungen (%1)</translation>
    </message>
    <message>
        <source>Nothing would move.</source>
        <translation>Nichts würde umziehen.</translation>
    </message>
    <message>
        <source>By the rules of this server's scheduler, on what this window sees now:</source>
        <translation>Nach den Regeln des Schedulers dieses Servers, anhand dessen, was dieses Fenster gerade sieht:</translation>
    </message>
    <message>
        <source>≈ By a model of this server's scheduler, on what this window sees now:</source>
        <translation>≈ Nach einem Modell des Schedulers dieses Servers, anhand dessen, was dieses Fenster gerade sieht:</translation>
    </message>
</context>
<context>
    <name>skep::ui::RevisionsTab</name>
    <message>
        <source>present</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>the one before</source>
        <translation>die vorherige</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>created</source>
        <translation>erstellt</translation>
    </message>
    <message>
        <source>updated</source>
        <translation>aktualisiert</translation>
    </message>
    <message>
        <source>rolled back to %1</source>
        <translation>auf %1 zurückgerollt</translation>
    </message>
    <message>
        <source>rolled back to %1 by itself</source>
        <translation>von selbst auf %1 zurückgerollt</translation>
    </message>
    <message>
        <source>Specifications</source>
        <translation>Spezifikationen</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Use This Specification…</source>
        <translation>Diese Spezifikation verwenden…</translation>
    </message>
    <message>
        <source>%1 (present)</source>
        <translation>%1 (aktuell)</translation>
    </message>
    <message>
        <source>no. %1</source>
        <translation>Nr. %1</translation>
    </message>
    <message>
        <source>From %1 to %2: %3</source>
        <translation>Von %1 zu %2: %3</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message numerus="yes">
        <source>  … %n equal line(s)</source>
        <translation>
            <numerusform>  … %n gleiche Zeile</numerusform>
            <numerusform>  … %n gleiche Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>It was never changed since it was created: there is nothing to compare.</source>
        <translation>Seit der Erstellung nie geändert: Es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Select one to compare it with the present one, or two.</source>
        <translation>Wählen Sie eine aus, um sie mit der aktuellen zu vergleichen, oder zwei.</translation>
    </message>
    <message>
        <source>Select one former specification</source>
        <translation>Wählen Sie eine frühere Spezifikation aus</translation>
    </message>
    <message>
        <source>This server keeps one former specification; others are from what this computer has recorded.</source>
        <translation>Dieser Server bewahrt eine frühere Spezifikation auf; weitere stammen aus den Aufzeichnungen dieses Computers.</translation>
    </message>
    <message>
        <source>Use specification no. %1 of %2</source>
        <translation>Spezifikation Nr. %1 von %2 verwenden</translation>
    </message>
    <message>
        <source>Use an earlier specification of %1</source>
        <translation>Frühere Spezifikation von %1 verwenden</translation>
    </message>
    <message>
        <source>%1 — nothing has changed yet</source>
        <translation>%1 – noch ist nichts geändert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>Verwenden</translation>
    </message>
</context>
<context>
    <name>skep::ui::RotateCaSheet</name>
    <message>
        <source>Rotate the root CA</source>
        <translation>Root-CA erneuern</translation>
    </message>
    <message>
        <source>Rotate the Root</source>
        <translation>Wurzel erneuern</translation>
    </message>
    <message>
        <source>A new root certificate is made, and every node gets a new certificate from it, one after another. Until all have it both roots hold.</source>
        <translation>Ein neues Wurzelzertifikat wird erstellt, und jeder Knoten erhält nacheinander ein neues Zertifikat davon. Bis alle es haben, gelten beide Wurzeln.</translation>
    </message>
    <message>
        <source>Both join tokens change, since they name the root. There is no way back to the old root.</source>
        <translation>Beide Beitritts-Token ändern sich, da sie die Wurzel nennen. Es gibt keinen Weg zurück zur alten Wurzel.</translation>
    </message>
    <message>
        <source>Not ready now: %1. The rotation is not over before they are back or removed.</source>
        <translation>Derzeit nicht bereit: %1. Die Erneuerung endet erst, wenn diese zurück oder entfernt sind.</translation>
    </message>
</context>
<context>
    <name>skep::ui::RotateTokenSheet</name>
    <message>
        <source>Rotate the manager token</source>
        <translation>Manager-Token erneuern</translation>
    </message>
    <message>
        <source>Rotate the worker token</source>
        <translation>Worker-Token erneuern</translation>
    </message>
    <message>
        <source>Rotate</source>
        <translation>Erneuern</translation>
    </message>
    <message>
        <source>Nodes that have joined stay as they are. The old token lets nobody in any more, at once: scripts and notes that hold it need the new one.</source>
        <translation>Beigetretene Knoten bleiben, wie sie sind. Das alte Token lässt ab sofort niemanden mehr ein: Skripte und Notizen, die es enthalten, brauchen das neue.</translation>
    </message>
</context>
<context>
    <name>skep::ui::RowsEditor</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add to: %1</source>
        <translation>Hinzufügen zu: %1</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Remove %1 %2</source>
        <translation>%1 %2 entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>skep::ui::Scrubber</name>
    <message>
        <source>Recorded time</source>
        <translation>Aufgezeichneter Zeitraum</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Show the present state (End)</source>
        <translation>Aktuellen Stand zeigen (Ende)</translation>
    </message>
    <message>
        <source>nothing recorded yet</source>
        <translation>noch nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Viewing %1</source>
        <translation>Stand von %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::SecretLine</name>
    <message>
        <source>%1, hidden</source>
        <translation>%1, verborgen</translation>
    </message>
    <message>
        <source>Show for 20 seconds</source>
        <translation>20 Sekunden lang zeigen</translation>
    </message>
    <message>
        <source>%1: show for 20 seconds</source>
        <translation>%1: 20 Sekunden lang zeigen</translation>
    </message>
    <message>
        <source>Copy; the clipboard is emptied after a minute</source>
        <translation>Kopieren; die Zwischenablage wird nach einer Minute geleert</translation>
    </message>
    <message>
        <source>%1: copy</source>
        <translation>%1: kopieren</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceDetail</name>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Number of replicas</source>
        <translation>Anzahl der Replikate</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) wait for a node: %1</source>
        <translation>
            <numerusform>%n Task wartet auf einen Knoten: %1</numerusform>
            <numerusform>%n Tasks warten auf einen Knoten: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 fehlgeschlagen: %2</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <source>⚠ Slot %1 has been in “%2” for %3, far longer than others.</source>
        <translation>⚠ Slot %1 ist seit %3 im Zustand „%2“, viel länger als andere.</translation>
    </message>
    <message>
        <source>⚠ Slot %1 failed, attempt %2: %3</source>
        <translation>⚠ Slot %1 fehlgeschlagen, Versuch %2: %3</translation>
    </message>
    <message>
        <source>No update has been seen yet. While one runs, each slot's steps show up here.</source>
        <translation>Noch wurde keine Aktualisierung beobachtet. Während eine läuft, erscheinen hier die Schritte jedes Slots.</translation>
    </message>
    <message>
        <source>Update: %1, %2 of %3 slots</source>
        <translation>Aktualisierung: %1, %2 von %3 Slots</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceForm</name>
    <message>
        <source>New service</source>
        <translation>Neuer Service</translation>
    </message>
    <message>
        <source>Update %1</source>
        <translation>%1 aktualisieren</translation>
    </message>
    <message>
        <source>Not kept, since it may be a secret: %1.</source>
        <translation>Nicht aufgehoben, weil es geheim sein kann: %1.</translation>
    </message>
    <message>
        <source>It was removed meanwhile</source>
        <translation>Wurde inzwischen entfernt</translation>
    </message>
    <message>
        <source>It is not there yet</source>
        <translation>Ist noch nicht da</translation>
    </message>
    <message>
        <source>It is being sent</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Decide first what shall be of the fields that somebody else changed too</source>
        <translation>Entscheiden Sie zuerst über die Felder, die auch jemand anderes geändert hat</translation>
    </message>
    <message>
        <source>Nothing is changed yet</source>
        <translation>Noch ist nichts geändert</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Erstellen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>The change set is being applied</source>
        <translation>Der Änderungssatz wird gerade angewendet</translation>
    </message>
    <message>
        <source>It is not sent yet: several edits are reviewed and applied together</source>
        <translation>Noch wird nichts gesendet: mehrere Änderungen werden zusammen geprüft und angewendet</translation>
    </message>
    <message>
        <source>Made from version %1, the newest ✓</source>
        <translation>Auf Grundlage von Version %1, der neuesten ✓</translation>
    </message>
    <message>
        <source>What it does cannot be told: %1</source>
        <translation>Die Wirkung lässt sich nicht bestimmen: %1</translation>
    </message>
    <message>
        <source>Create %1</source>
        <translation>%1 erstellen</translation>
    </message>
    <message>
        <source>There is a service of that name already</source>
        <translation>Einen Service dieses Namens gibt es schon</translation>
    </message>
    <message>
        <source>Which image shall run?</source>
        <translation>Welches Image soll laufen?</translation>
    </message>
    <message>
        <source>A service needs a name</source>
        <translation>Ein Service braucht einen Namen</translation>
    </message>
    <message>
        <source>The digest of the image is not to be had (untick “Pin the digest” to go by its tag): %1</source>
        <translation>Der Digest des Images ist nicht zu ermitteln (deaktivieren Sie „Digest des Images festschreiben“, um nach dem Tag zu gehen): %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceView</name>
    <message>
        <source>the new task starts before the old one stops</source>
        <translation>der neue Task startet, bevor der alte stoppt</translation>
    </message>
    <message>
        <source>the old task stops before the new one starts</source>
        <translation>der alte Task stoppt, bevor der neue startet</translation>
    </message>
    <message>
        <source>on failure it is rolled back</source>
        <translation>bei Fehlschlag wird zurückgerollt</translation>
    </message>
    <message>
        <source>failures do not stop it</source>
        <translation>Fehlschläge halten sie nicht auf</translation>
    </message>
    <message>
        <source>on failure it pauses</source>
        <translation>bei Fehlschlag hält sie an</translation>
    </message>
    <message>
        <source>all at once</source>
        <translation>alle auf einmal</translation>
    </message>
    <message numerus="yes">
        <source>%n at a time</source>
        <translation>
            <numerusform>jeweils %n</numerusform>
            <numerusform>jeweils %n gleichzeitig</numerusform>
        </translation>
    </message>
    <message>
        <source>How it is updated: %1, %2 apart; %3; %4.</source>
        <translation>Ablauf der Aktualisierung: %1, Abstand %2; %3; %4.</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Back to the list (Esc)</source>
        <translation>Zurück zur Liste (Esc)</translation>
    </message>
    <message>
        <source>This service does not exist any more.</source>
        <translation>Diesen Service gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Aktualisierung</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Logs</translation>
    </message>
    <message>
        <source>Specification</source>
        <translation>Spezifikation</translation>
    </message>
    <message>
        <source>Spec</source>
        <translation>Spez.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>update: %1</source>
        <translation>Aktualisierung: %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::ServicesRoom</name>
    <message>
        <source>a new service</source>
        <translation>ein neuer Service</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <comment>a service</comment>
        <translation>%1 (neu)</translation>
    </message>
    <message>
        <source>Continue %1</source>
        <translation>%1 fortsetzen</translation>
    </message>
    <message>
        <source>Changes that were not sent are kept: %1.</source>
        <translation>Nicht gesendete Änderungen sind aufgehoben: %1.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard All</source>
        <translation>Alle verwerfen</translation>
    </message>
</context>
<context>
    <name>skep::ui::SettingsCard</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The same as a command</source>
        <translation>Dasselbe als Befehl</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Raft: heartbeat tick %1, election tick %2. Neither can be changed while the swarm runs.</source>
        <translation>Raft: Heartbeat-Tick %1, Wahl-Tick %2. Beides lässt sich bei laufendem Swarm nicht ändern.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>Nichts ist geändert</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message numerus="yes">
        <source>Change %n setting(s) of the swarm</source>
        <translation>
            <numerusform>%n Einstellung des Swarms ändern</numerusform>
            <numerusform>%n Einstellungen des Swarms ändern</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
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
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>skep::ui::Suggestions</name>
    <message>
        <source>Smallest changes that would place it:</source>
        <translation>Kleinste Änderungen, die einen Platz schaffen:</translation>
    </message>
    <message numerus="yes">
        <source>%1. %2 (fits %n node(s))</source>
        <translation>
            <numerusform>%1. %2 (passt auf %n Knoten)</numerusform>
            <numerusform>%1. %2 (passt auf %n Knoten)</numerusform>
        </translation>
    </message>
    <message>
        <source>Add label…</source>
        <translation>Label hinzufügen…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten…</translation>
    </message>
</context>
<context>
    <name>skep::ui::SwarmPage</name>
    <message>
        <source>Nothing is known of a swarm here yet.</source>
        <translation>Hier ist noch nichts von einem Swarm bekannt.</translation>
    </message>
    <message>
        <source>Swarm</source>
        <translation>Swarm</translation>
    </message>
    <message>
        <source>Leave the Swarm…</source>
        <translation>Swarm verlassen…</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Autolock…</source>
        <translation>Autolock…</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>Networks of services</source>
        <translation>Netzwerke der Services</translation>
    </message>
    <message>
        <source>%1, cut into /%2</source>
        <translation>%1, aufgeteilt in /%2</translation>
    </message>
    <message>
        <source>Data between nodes</source>
        <translation>Daten zwischen Knoten</translation>
    </message>
    <message>
        <source>UDP port %1</source>
        <translation>UDP-Port %1</translation>
    </message>
    <message>
        <source>Autolock is on: managers need the unlock key after a restart.</source>
        <translation>Autolock ist an: Manager brauchen nach einem Neustart den Entsperrschlüssel.</translation>
    </message>
    <message>
        <source>Autolock is off.</source>
        <translation>Autolock ist aus.</translation>
    </message>
</context>
<context>
    <name>skep::ui::TablePage</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Text</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>It was cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>The server refused the values.</source>
        <translation>Der Server hat die Werte abgelehnt.</translation>
    </message>
    <message>
        <source>No answer came in time.</source>
        <translation>Die Antwort kam nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>It does not exist (any more).</source>
        <translation>Existiert nicht (mehr).</translation>
    </message>
    <message>
        <source>It conflicts with what is there.</source>
        <translation>Steht im Widerspruch zu Vorhandenem.</translation>
    </message>
    <message>
        <source>It is not allowed.</source>
        <translation>Nicht erlaubt.</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>Zu groß.</translation>
    </message>
    <message>
        <source>The node cannot do that in its present state.</source>
        <translation>Der Knoten kann das in seinem jetzigen Zustand nicht.</translation>
    </message>
    <message>
        <source>Somebody else changed it meanwhile. Look at it again.</source>
        <translation>Jemand anderes hat es inzwischen geändert. Sehen Sie es sich noch einmal an.</translation>
    </message>
    <message>
        <source>A value is out of range.</source>
        <translation>Ein Wert liegt außerhalb des zulässigen Bereichs.</translation>
    </message>
    <message>
        <source>The server does not have this.</source>
        <translation>Der Server hat das nicht.</translation>
    </message>
    <message>
        <source>The answer could not be understood.</source>
        <translation>Die Antwort war nicht zu verstehen.</translation>
    </message>
    <message>
        <source>The manager cannot be reached.</source>
        <translation>Der Manager ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>The answer was damaged.</source>
        <translation>Die Antwort war beschädigt.</translation>
    </message>
    <message>
        <source>The credentials were refused.</source>
        <translation>Die Zugangsdaten wurden abgelehnt.</translation>
    </message>
    <message>
        <source>new</source>
        <comment>task state</comment>
        <translation>neu</translation>
    </message>
    <message>
        <source>pending</source>
        <comment>task state</comment>
        <translation>ausstehend</translation>
    </message>
    <message>
        <source>assigned</source>
        <comment>task state</comment>
        <translation>zugewiesen</translation>
    </message>
    <message>
        <source>accepted</source>
        <comment>task state</comment>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>preparing</source>
        <comment>task state</comment>
        <translation>in Vorbereitung</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>task state</comment>
        <translation>bereit</translation>
    </message>
    <message>
        <source>starting</source>
        <comment>task state</comment>
        <translation>startet</translation>
    </message>
    <message>
        <source>running</source>
        <comment>task state</comment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>complete</source>
        <comment>task state</comment>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>shut down</source>
        <comment>task state</comment>
        <translation>heruntergefahren</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>task state</comment>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>task state</comment>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>being removed</source>
        <comment>task state</comment>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>orphaned</source>
        <comment>task state</comment>
        <translation>verwaist</translation>
    </message>
    <message>
        <source>unknown</source>
        <comment>node state</comment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>down</source>
        <comment>node state</comment>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>node state</comment>
        <translation>bereit</translation>
    </message>
    <message>
        <source>disconnected</source>
        <comment>node state</comment>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>updating</source>
        <comment>update state</comment>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <comment>update state</comment>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>completed</source>
        <comment>update state</comment>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>rolling back</source>
        <comment>update state</comment>
        <translation>wird zurückgerollt</translation>
    </message>
    <message>
        <source>rollback paused</source>
        <comment>update state</comment>
        <translation>Rollback angehalten</translation>
    </message>
    <message>
        <source>rolled back</source>
        <comment>update state</comment>
        <translation>zurückgerollt</translation>
    </message>
    <message>
        <source>active</source>
        <comment>availability</comment>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>paused</source>
        <comment>availability</comment>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>drained</source>
        <comment>availability</comment>
        <translation>geleert</translation>
    </message>
    <message>
        <source>manager</source>
        <comment>role</comment>
        <translation>Manager</translation>
    </message>
    <message>
        <source>worker</source>
        <comment>role</comment>
        <translation>Worker</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 (%2 ago)</source>
        <translation>%1 (vor %2)</translation>
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
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>The server refused it without giving a reason.</source>
        <translation>Der Server hat es ohne Angabe eines Grundes abgelehnt.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>our reason, then the server's words</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>slow</source>
        <translation>langsam</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>This node is not part of a swarm. Create one here, or join one.</source>
        <translation>Dieser Knoten gehört zu keinem Swarm. Erstellen Sie hier einen oder treten Sie einem bei.</translation>
    </message>
    <message>
        <source>This node is a worker: workers cannot show or change the swarm. Connect to a manager.</source>
        <translation>Dieser Knoten ist ein Worker: Worker können den Swarm weder zeigen noch ändern. Verbinden Sie sich mit einem Manager.</translation>
    </message>
    <message>
        <source>This manager is locked. It needs the swarm's unlock key before it can be used.</source>
        <translation>Dieser Manager ist gesperrt. Er braucht den Entsperrschlüssel des Swarms, bevor er benutzt werden kann.</translation>
    </message>
    <message>
        <source>No majority of the managers answers. Running services keep running; nothing can be changed or rescheduled.</source>
        <translation>Keine Mehrheit der Manager antwortet. Laufende Services laufen weiter; nichts kann geändert oder neu verteilt werden.</translation>
    </message>
    <message>
        <source>%1 answers for another swarm than the one shown.</source>
        <translation>%1 antwortet für einen anderen Swarm als den angezeigten.</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>Connecting to %1: %2</source>
        <translation>Verbindung mit %1: %2</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>%1 ist nicht erreichbar: %2</translation>
    </message>
    <message>
        <source>Showing %1, reconnecting (%2)…</source>
        <translation>Angezeigt wird %1, Verbindung wird wiederhergestellt (%2)…</translation>
    </message>
</context>
<context>
    <name>skep::ui::TimelineView</name>
    <message>
        <source>Update timeline</source>
        <translation>Zeitachse der Aktualisierung</translation>
    </message>
    <message>
        <source>slot %1: %2</source>
        <translation>Slot %1: %2</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>slot %1</source>
        <translation>Slot %1</translation>
    </message>
    <message>
        <source>%1 ≈ %2 (seen late)</source>
        <translation>%1 ≈ %2 (spät bemerkt)</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>attempt %1: %2</source>
        <translation>Versuch %1: %2</translation>
    </message>
</context>
<context>
    <name>skep::ui::Toasts</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Sent…</source>
        <translation>Gesendet…</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Stopped waiting; what was accepted stays</source>
        <translation>Wird nicht mehr abgewartet; Angenommenes bleibt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Stop Waiting</source>
        <translation>Nicht mehr warten</translation>
    </message>
</context>
<context>
    <name>skep::ui::TokensCard</name>
    <message>
        <source>≈ inferred from when nodes were created and when this program saw a token for the first time</source>
        <translation>≈ erschlossen daraus, wann Knoten erstellt wurden und wann dieses Programm ein Token zum ersten Mal sah</translation>
    </message>
    <message>
        <source>Join tokens</source>
        <translation>Beitritts-Token</translation>
    </message>
    <message>
        <source>Add Node…</source>
        <translation>Knoten hinzufügen…</translation>
    </message>
    <message>
        <source>✓ %1.</source>
        <translation>✓ %1.</translation>
    </message>
    <message>
        <source>The join command is in the clipboard for a minute. Waiting for the node…</source>
        <translation>Der Beitrittsbefehl ist eine Minute lang in der Zwischenablage. Warten auf den Knoten…</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Copy Join Command</source>
        <translation>Beitrittsbefehl kopieren</translation>
    </message>
    <message>
        <source>Copy the join command for a manager</source>
        <translation>Beitrittsbefehl für einen Manager kopieren</translation>
    </message>
    <message>
        <source>Copy the join command for a worker</source>
        <translation>Beitrittsbefehl für einen Worker kopieren</translation>
    </message>
    <message>
        <source>It joins at the leader's address</source>
        <translation>Der Beitritt erfolgt über die Adresse des Leaders</translation>
    </message>
    <message>
        <source>Copy it with another manager's address</source>
        <translation>Mit der Adresse eines anderen Managers kopieren</translation>
    </message>
    <message>
        <source>Rotate…</source>
        <translation>Erneuern…</translation>
    </message>
    <message>
        <source>Rotate the manager token</source>
        <translation>Manager-Token erneuern</translation>
    </message>
    <message>
        <source>Rotate the worker token</source>
        <translation>Worker-Token erneuern</translation>
    </message>
    <message>
        <source>Manager token</source>
        <translation>Manager-Token</translation>
    </message>
    <message>
        <source>Worker token</source>
        <translation>Worker-Token</translation>
    </message>
    <message>
        <source>Joining at %1</source>
        <translation>Beitritt über %1</translation>
    </message>
    <message>
        <source>No manager tells an address to join at</source>
        <translation>Kein Manager nennt eine Adresse für den Beitritt</translation>
    </message>
    <message>
        <source>Founded by %1.</source>
        <translation>Gegründet von %1.</translation>
    </message>
    <message>
        <source>Token %1</source>
        <translation>Token %1</translation>
    </message>
    <message>
        <source>Token %1, since %2</source>
        <translation>Token %1, seit %2</translation>
    </message>
    <message>
        <source> (valid)</source>
        <translation> (gültig)</translation>
    </message>
    <message>
        <source>%1 — joined by it: %2</source>
        <translation>%1 – damit beigetreten: %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>node, when it joined</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Do you recognise these? They joined by a token that was replaced: %1.</source>
        <translation>Kennen Sie diese? Sie sind mit einem Token beigetreten, das ersetzt wurde: %1.</translation>
    </message>
    <message>
        <source>Show Them</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>I Know Them</source>
        <translation>Ich kenne sie</translation>
    </message>
</context>
<context>
    <name>skep::ui::ToleranceTable</name>
    <message>
        <source>How many managers?</source>
        <translation>Wie viele Manager?</translation>
    </message>
    <message>
        <source>How many managers may be lost</source>
        <translation>Wie viele Manager ausfallen dürfen</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Majority</source>
        <translation>Mehrheit</translation>
    </message>
    <message>
        <source>May lose</source>
        <translation>Entbehrlich</translation>
    </message>
    <message>
        <source>◀ this swarm</source>
        <translation>◀ dieser Swarm</translation>
    </message>
    <message>
        <source>no better than %1</source>
        <translation>nicht besser als %1</translation>
    </message>
</context>
<context>
    <name>skep::ui::UnlockSheet</name>
    <message>
        <source>Unlock this manager</source>
        <translation>Diesen Manager entsperren</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>What %1 knows of the swarm is encrypted on its disk, and it has restarted. The unlock key makes it a manager again.</source>
        <translation>Das Wissen von %1 über den Swarm ist auf dem Datenträger verschlüsselt, und der Manager wurde neu gestartet. Der Entsperrschlüssel macht ihn wieder zum Manager.</translation>
    </message>
    <message>
        <source>Unlock key</source>
        <translation>Entsperrschlüssel</translation>
    </message>
    <message>
        <source>Another manager that is not locked shows it with “docker swarm unlock-key”, or here on the page Swarm. If no manager knows it any more and it is written down nowhere, this node has to leave the swarm and join again.</source>
        <translation>Ein anderer, nicht gesperrter Manager zeigt ihn mit „docker swarm unlock-key“ oder hier auf der Seite „Swarm“. Kennt ihn kein Manager mehr und ist er nirgends notiert, muss dieser Knoten den Swarm verlassen und neu beitreten.</translation>
    </message>
    <message>
        <source>The unlock key is needed</source>
        <translation>Der Entsperrschlüssel ist nötig</translation>
    </message>
    <message>
        <source>An unlock key begins with SWMKEY-1- and has 52 characters</source>
        <translation>Ein Entsperrschlüssel beginnt mit SWMKEY-1- und hat 52 Zeichen</translation>
    </message>
</context>
<context>
    <name>skep::ui::ValueLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>skep::ui::WhatIfView</name>
    <message>
        <source>What would happen to each service</source>
        <translation>Was mit jedem Service geschähe</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Leaves</source>
        <translation>Verlässt</translation>
    </message>
    <message>
        <source>Would go to</source>
        <translation>Käme auf</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Working out what would move…</source>
        <translation>Es wird berechnet, was umziehen würde…</translation>
    </message>
    <message>
        <source>What would move cannot be worked out: %1</source>
        <translation>Was umziehen würde, lässt sich nicht berechnen: %1</translation>
    </message>
    <message>
        <source>Simulated with the scheduler's own rules on what this window sees now.</source>
        <translation>Simuliert mit den Regeln des Schedulers anhand dessen, was dieses Fenster gerade sieht.</translation>
    </message>
    <message>
        <source>%1
Put together from the delays of restarts and updates, from how long tasks of this service took to start, and for the most from the grace period of each stop.</source>
        <translation>%1
Ermittelt aus den Verzögerungen von Neustarts und Updates, aus der Zeit, die Tasks dieses Services zum Starten gebraucht haben, und für den höchsten Wert aus der Frist jedes Stopps.</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Danach: %1</translation>
    </message>
    <message>
        <source>It does not come to rest: this is how far it was worked out.</source>
        <translation>Es kommt nicht zur Ruhe: So weit wurde es berechnet.</translation>
    </message>
</context>
<context>
    <name>skep::ui::Why</name>
    <message>
        <source>Ready</source>
        <comment>filter</comment>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Resources</source>
        <comment>filter</comment>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>Plugins</source>
        <comment>filter</comment>
        <translation>Plugins</translation>
    </message>
    <message>
        <source>Constraints</source>
        <comment>filter</comment>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Platform</source>
        <comment>filter</comment>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>Host ports</source>
        <comment>filter</comment>
        <translation>Host-Ports</translation>
    </message>
    <message>
        <source>Maximum per node</source>
        <comment>filter</comment>
        <translation>Höchstzahl pro Knoten</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Why is it not running?</source>
        <translation>Warum läuft er nicht?</translation>
    </message>
    <message>
        <source>Nodes and what keeps the task off them</source>
        <translation>Knoten und was den Task von ihnen fernhält</translation>
    </message>
    <message>
        <source>As the leader explains it.</source>
        <translation>Nach der Erklärung des Leaders.</translation>
    </message>
    <message>
        <source>≈ Worked out here, with the scheduler's rules on what this window sees.</source>
        <translation>≈ Hier berechnet, mit den Regeln des Schedulers anhand dessen, was dieses Fenster sieht.</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>fits %1 of %2</source>
        <translation>passt auf %1 von %2</translation>
    </message>
    <message>
        <source>%1 passes</source>
        <translation>%1 besteht</translation>
    </message>
    <message numerus="yes">
        <source>%n more node(s)</source>
        <translation>
            <numerusform>%n weiterer Knoten</numerusform>
            <numerusform>%n weitere Knoten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::Canvas</name>
    <message>
        <source>Map of the swarm</source>
        <translation>Karte des Swarms</translation>
    </message>
    <message>
        <source>%1: no such node</source>
        <translation>%1: kein solcher Knoten</translation>
    </message>
    <message>
        <source>MANAGERS</source>
        <translation>MANAGER</translation>
    </message>
    <message>
        <source>no majority</source>
        <translation>keine Mehrheit</translation>
    </message>
    <message>
        <source>quorum %1 of %2, may lose %3</source>
        <translation>Quorum %1 von %2, darf %3 verlieren</translation>
    </message>
    <message>
        <source>WORKERS</source>
        <translation>WORKER</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message>
        <source>none: every task runs on managers</source>
        <translation>keine: alle Tasks laufen auf Managern</translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>%n Manager</numerusform>
            <numerusform>%n Manager</numerusform>
        </translation>
    </message>
    <message>
        <source>DRAINED</source>
        <translation>GELEERT</translation>
    </message>
    <message>
        <source>Drop a node here to drain it; drag it back to activate it.</source>
        <translation>Hierher gezogen wird ein Knoten geleert, zurück gezogen wieder aktiviert.</translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) left</source>
        <translation>
            <numerusform>%n Task übrig</numerusform>
            <numerusform>%n Tasks übrig</numerusform>
        </translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::TopologyPage</name>
    <message>
        <source>Topology</source>
        <translation>Topologie</translation>
    </message>
    <message>
        <source>Find a node or task</source>
        <translation>Knoten oder Task finden</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>What colours say</source>
        <translation>Was Farben sagen</translation>
    </message>
    <message>
        <source>Colour: state</source>
        <translation>Farbe: Zustand</translation>
    </message>
    <message>
        <source>Colour: service</source>
        <translation>Farbe: Service</translation>
    </message>
    <message>
        <source>Heat: %1</source>
        <translation>Wärme: %1</translation>
    </message>
    <message>
        <source>Service that stands out</source>
        <translation>Hervorgehobener Service</translation>
    </message>
    <message>
        <source>Show as a table (Ctrl+Shift+T)</source>
        <translation>Als Tabelle zeigen (Strg+Umschalt+T)</translation>
    </message>
    <message>
        <source>Smaller (−)</source>
        <translation>Kleiner (−)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Größer (+)</translation>
    </message>
    <message>
        <source>Everything (0)</source>
        <translation>Alles (0)</translation>
    </message>
    <message>
        <source>dense view: names hidden — zoom in, or press Enter on a node</source>
        <translation>dichte Ansicht: Namen verborgen – zoomen Sie hinein oder drücken Sie auf einem Knoten die Eingabetaste</translation>
    </message>
    <message numerus="yes">
        <source>%n more task(s) without a place</source>
        <translation>
            <numerusform>%n weiterer Task ohne Platz</numerusform>
            <numerusform>%n weitere Tasks ohne Platz</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 has no place: %2</source>
        <translation>%1 hat keinen Platz: %2</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Why does %1 have no place</source>
        <translation>Warum hat %1 keinen Platz</translation>
    </message>
    <message>
        <source>Group: %1</source>
        <translation>Gruppe: %1</translation>
    </message>
    <message>
        <source>All services</source>
        <translation>Alle Services</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n Knoten</numerusform>
            <numerusform>%n Knoten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n Task</numerusform>
            <numerusform>%n Tasks</numerusform>
        </translation>
    </message>
    <message>
        <source>This node is not part of a swarm yet.
Start one here or join one: the nodes then show up by themselves.</source>
        <translation>Dieser Knoten gehört noch zu keinem Swarm.
Erstellen Sie hier einen oder treten Sie einem bei: Dann erscheinen die Knoten von selbst.</translation>
    </message>
    <message>
        <source>A worker cannot show the swarm. Connect to one of its managers.</source>
        <translation>Ein Worker kann den Swarm nicht zeigen. Verbinden Sie sich mit einem seiner Manager.</translation>
    </message>
    <message>
        <source>The manager is locked. Once it is unlocked, the nodes show up by themselves.</source>
        <translation>Der Manager ist gesperrt. Sobald er entsperrt ist, erscheinen die Knoten von selbst.</translation>
    </message>
    <message>
        <source>Nothing has been seen of this swarm yet.</source>
        <translation>Von diesem Swarm wurde noch nichts beobachtet.</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>Verbindung mit %1…</translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::TopologyTable</name>
    <message>
        <source>The swarm as a table</source>
        <translation>Der Swarm als Tabelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>Verfügbarkeit</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Managers</source>
        <translation>Manager</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>%1, unreachable</source>
        <translation>%1, nicht erreichbar</translation>
    </message>
</context>
</TS>
