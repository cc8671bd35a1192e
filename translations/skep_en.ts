<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Alert</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Certificates</name>
    <message numerus="yes">
        <source>%1 of %n node(s) are on the new root</source>
        <translation>
            <numerusform>%1 of %n node is on the new root</numerusform>
            <numerusform>%1 of %n nodes are on the new root</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Effect</name>
    <message numerus="yes">
        <source>It is being updated: %n more task(s) may start before the new pace counts.</source>
        <translation>
            <numerusform>It is being updated: %n more task may start before the new pace counts.</numerusform>
            <numerusform>It is being updated: %n more tasks may start before the new pace counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>matches %1 of %n node(s) that are ready and active</source>
        <translation>
            <numerusform>matches %1 of %n node (ready and active)</numerusform>
            <numerusform>matches %1 of %n nodes (ready and active)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) start.</source>
        <translation>
            <numerusform>%n task starts.</numerusform>
            <numerusform>%n tasks start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n task(s) are replaced, %1.</source>
        <translation>
            <numerusform>Its only task is replaced, %1.</numerusform>
            <numerusform>All %n tasks are replaced, %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) must leave their node and are replaced; the others stay.</source>
        <translation>
            <numerusform>%n task must leave its node and is replaced; the others stay.</numerusform>
            <numerusform>%n tasks must leave their node and are replaced; the others stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) stop.</source>
        <translation>
            <numerusform>%n task stops.</numerusform>
            <numerusform>%n tasks stop.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventText</name>
    <message numerus="yes">
        <source>created: %1, %n replica(s)</source>
        <translation>
            <numerusform>created: %1, %n replica</numerusform>
            <numerusform>created: %1, %n replicas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EventsPage</name>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n variable</numerusform>
            <numerusform>%n variables</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Fleet</name>
    <message numerus="yes">
        <source>%n node(s) not ready: %1.</source>
        <translation>
            <numerusform>%n node not ready: %1.</numerusform>
            <numerusform>%n nodes not ready: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n update(s) paused: %1.</source>
        <translation>
            <numerusform>%n update paused: %1.</numerusform>
            <numerusform>%n updates paused: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) rolling back: %1.</source>
        <translation>
            <numerusform>%n service rolling back: %1.</numerusform>
            <numerusform>%n services rolling back: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n service(s) run fewer tasks than wanted: %1.</source>
        <translation>
            <numerusform>%n service runs fewer tasks than wanted: %1.</numerusform>
            <numerusform>%n services run fewer tasks than wanted: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) wait for a node.</source>
        <translation>
            <numerusform>%n task waits for a node.</numerusform>
            <numerusform>%n tasks wait for a node.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GapFreeDrain</name>
    <message numerus="yes">
        <source>%1 of %n more task(s) run elsewhere; waiting for %2</source>
        <translation>
            <numerusform>%1 of %n more task runs elsewhere; waiting for %2</numerusform>
            <numerusform>%1 of %n more tasks run elsewhere; waiting for %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Heat</name>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) above the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>%n point above the mean</numerusform>
            <numerusform>%n points above the mean</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the mean</source>
        <comment>of percent</comment>
        <translation>
            <numerusform>%n point below the mean</numerusform>
            <numerusform>%n points below the mean</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; mean of %n node(s): %2</source>
        <comment>what is compared; what it is</comment>
        <translation>
            <numerusform>%1; mean of %n node: %2</numerusform>
            <numerusform>%1; mean of %n nodes: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeRules</name>
    <message numerus="yes">
        <source>Drain %1: %n task(s) leave.</source>
        <translation>
            <numerusform>Drain %1: %n task leaves.</numerusform>
            <numerusform>Drain %1: %n tasks leave.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuorumPlan</name>
    <message numerus="yes">
        <source>%n manager(s) · majority %1 · may lose %2</source>
        <translation>
            <numerusform>%n manager · majority %1 · may lose %2</numerusform>
            <numerusform>%n managers · majority %1 · may lose %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached. If one more fails, nothing can be changed any more.</source>
        <translation>
            <numerusform>%n manager cannot be reached. If one more fails, nothing can be changed any more.</numerusform>
            <numerusform>%n managers cannot be reached. If one more fails, nothing can be changed any more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) cannot be reached.</source>
        <translation>
            <numerusform>%n manager cannot be reached.</numerusform>
            <numerusform>%n managers cannot be reached.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>may lose %n more</source>
        <translation>
            <numerusform>may lose %n more</numerusform>
            <numerusform>may lose %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceActions</name>
    <message numerus="yes">
        <source>%1: %n task(s) stop</source>
        <translation>
            <numerusform>%1: %n task stops</numerusform>
            <numerusform>%1: %n tasks stop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ServiceChanges</name>
    <message numerus="yes">
        <source>%1 of %n task(s) moved</source>
        <translation>
            <numerusform>%1 of %n task moved</numerusform>
            <numerusform>%1 of %n tasks moved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Topology</name>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message numerus="yes">
        <source>%n stop(s), not replaced</source>
        <translation>
            <numerusform>%n stops, not replaced</numerusform>
            <numerusform>%n stop, not replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) would move</source>
        <translation>
            <numerusform>%n task would move</numerusform>
            <numerusform>%n tasks would move</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would restart in place</source>
        <translation>
            <numerusform>%n would restart in place</numerusform>
            <numerusform>%n would restart in place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would start</source>
        <translation>
            <numerusform>%n would start</numerusform>
            <numerusform>%n would start</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would wait</source>
        <translation>
            <numerusform>%n would wait</numerusform>
            <numerusform>%n would wait</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would stop</source>
        <translation>
            <numerusform>%n would stop</numerusform>
            <numerusform>%n would stop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Bell</name>
    <message numerus="yes">
        <source>%n new notice(s)</source>
        <translation>
            <numerusform>%n new notice</numerusform>
            <numerusform>%n new notices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSet</name>
    <message numerus="yes">
        <source>Apply %n change(s)</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ChangeSetSheet</name>
    <message numerus="yes">
        <source>%n staged change(s) — nothing has been sent yet</source>
        <translation>
            <numerusform>%n staged change — nothing has been sent yet</numerusform>
            <numerusform>%n staged changes — nothing has been sent yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n Change(s)</source>
        <translation>
            <numerusform>Apply %n Change</numerusform>
            <numerusform>Apply %n Changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ClusterStatusBar</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not ready</source>
        <translation>
            <numerusform>%n not ready</numerusform>
            <numerusform>%n not ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) waiting</source>
        <translation>
            <numerusform>%n task waiting</numerusform>
            <numerusform>%n tasks waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n staged change(s)</source>
        <translation>
            <numerusform>%n staged change</numerusform>
            <numerusform>%n staged changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s) running</source>
        <translation>
            <numerusform>%n operation running</numerusform>
            <numerusform>%n operations running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n operation(s)</source>
        <translation>
            <numerusform>%n operation</numerusform>
            <numerusform>%n operations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Confirmation</name>
    <message numerus="yes">
        <source>%n running task(s) depend on it. Type %1 to confirm:</source>
        <translation>
            <numerusform>%n running task depends on it. Type %1 to confirm:</numerusform>
            <numerusform>%n running tasks depend on it. Type %1 to confirm:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::FleetWindow</name>
    <message numerus="yes">
        <source>%n cluster(s)</source>
        <translation>
            <numerusform>%n cluster</numerusform>
            <numerusform>%n clusters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::LogsPane</name>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ManagersPage</name>
    <message numerus="yes">
        <source>%n manager(s) known · no majority now</source>
        <translation>
            <numerusform>%n manager known · no majority now</numerusform>
            <numerusform>%n managers known · no majority now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Probe</name>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>%n manager</numerusform>
            <numerusform>%n managers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::RevisionsTab</name>
    <message numerus="yes">
        <source>  … %n equal line(s)</source>
        <translation>
            <numerusform>  … %n equal line</numerusform>
            <numerusform>  … %n equal lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceDetail</name>
    <message numerus="yes">
        <source>%n task(s) wait for a node: %1</source>
        <translation>
            <numerusform>%n task waits for a node: %1</numerusform>
            <numerusform>%n tasks wait for a node: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::ServiceView</name>
    <message numerus="yes">
        <source>%n at a time</source>
        <translation>
            <numerusform>%n at a time</numerusform>
            <numerusform>%n at a time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::SettingsCard</name>
    <message numerus="yes">
        <source>Change %n setting(s) of the swarm</source>
        <translation>
            <numerusform>Change %n setting of the swarm</numerusform>
            <numerusform>Change %n settings of the swarm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Suggestions</name>
    <message numerus="yes">
        <source>%1. %2 (fits %n node(s))</source>
        <translation>
            <numerusform>%1. %2 (fits %n node)</numerusform>
            <numerusform>%1. %2 (fits %n nodes)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::TablePage</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::TokensCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::Why</name>
    <message numerus="yes">
        <source>%n more node(s)</source>
        <translation>
            <numerusform>%n more node</numerusform>
            <numerusform>%n more nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::Canvas</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s)</source>
        <translation>
            <numerusform>%n manager</numerusform>
            <numerusform>%n managers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s) left</source>
        <translation>
            <numerusform>%n task left</numerusform>
            <numerusform>%n tasks left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>skep::ui::topology::TopologyPage</name>
    <message numerus="yes">
        <source>%n more task(s) without a place</source>
        <translation>
            <numerusform>%n more task without a place</numerusform>
            <numerusform>%n more tasks without a place</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
</context>
</TS>
