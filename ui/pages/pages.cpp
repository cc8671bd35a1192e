#include "ui/history/eventspage.h"
#include "ui/logs/logspage.h"
#include "ui/managers/managerspage.h"
#include "ui/pages/lists.h"
#include "ui/pages/page.h"
#include "ui/swarm/swarmpage.h"
#include "ui/text/translations.h"
#include "ui/topology/topologypage.h"

namespace skep::ui {

const std::vector<PageEntry>& pages()
{
    // Made anew when the language has changed; no window is open then.
    static std::vector<PageEntry> all;
    static int round = -1;
    if (std::exchange(round, translationRound()) == translationRound())
        return all;
    all = {
        topology::topologyEntry(),
        nodesEntry(),
        servicesEntry(),
        tasksEntry(),
        logsEntry(),
        secretsEntry(),
        configsEntry(),
        networksEntry(),
        managersEntry(),
        swarmEntry(),
        eventsEntry(),
    };
    return all;
}

} // namespace skep::ui
