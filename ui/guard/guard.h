#pragma once

#include <QObject>
#include <QString>

#include <optional>
#include <string>

namespace skep::ui {

// How a person protects a cluster from accidents of their own; remembered for each cluster on this computer. It is no
// access control: whoever may connect may change everything by other means. Read-only is enforced where requests leave,
// in client::EngineClient.
struct Guard
{
    enum class Level : std::uint8_t
    {
        Relaxed,
        Guarded,
        Production,
        ReadOnly
    };
    Level level = Level::Guarded;
    QString tag = {}; // what stands on the buttons of a production cluster; "" for the usual one
    int colour = -1; // of the strip along its windows, a membershipTint(); -1 none
    bool operator==(const Guard&) const = default;
};

inline constexpr Guard::Level GuardLevels[]
    = {Guard::Level::Relaxed, Guard::Level::Guarded, Guard::Level::Production, Guard::Level::ReadOnly};
inline constexpr int MostAtOnce = 5; // objects that one deed may change on a production cluster

// What somebody is about to do, as far as a guard has to know.
struct Deed
{
    bool irreversible = false;
    QString name = {}; // of the one object that goes; "" of several
    int dependants = 0; // running tasks that depend on what goes
    int objects = 1; // that are changed
    bool wholeCluster = false; // it is at stake: its name is asked for on every level
};

// The rules (desktop-ux §4.3). Nothing else decides what a level means.
[[nodiscard]] QString tagOf(const Guard& guard); // "PROD"; "" where buttons carry none
[[nodiscard]] QString verbUnder(const Guard& guard, const QString& verb);
// What has to be typed before the deed; "" nothing.
[[nodiscard]] QString wordToType(const Guard& guard, const QString& cluster, const Deed& deed);
// Why it has to go through the change set; nullopt when it need not.
[[nodiscard]] std::optional<QString> whyStaged(const Guard& guard, int objects);
[[nodiscard]] QString guardLevelText(Guard::Level level);
[[nodiscard]] QString colourText(int colour); // "blue"; "none"
[[nodiscard]] QString guardLevelMeaning(Guard::Level level);

// The guards of all clusters, as the settings have them.
class GuardBook final : public QObject
{
    Q_OBJECT
public:
    // That of the program.
    static GuardBook& instance();

    [[nodiscard]] Guard of(const std::string& clusterId) const;
    void set(const std::string& clusterId, const Guard& guard);

Q_SIGNALS:
    void changed(const std::string& clusterId);

private:
    using QObject::QObject;
};

} // namespace skep::ui
