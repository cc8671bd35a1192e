#pragma once

#include "shared/base/result.h"

#include <map>
#include <string>
#include <vector>

namespace skep {

// The flags of skepd (docs/skepd.md); the file behind --config has the same names, one "name = value" a line.
struct Config {
    std::string stateDir = "/var/lib/skep";
    std::string socket = "/run/skep/skepd.sock";
    std::string apiListen;  // "tcp://IP:2376"; "": not on TCP
    std::string apiTlsDir;  // ca.pem, cert.pem, key.pem for apiListen
    std::string engine = "unix:///var/run/docker.sock"; // "": none
    std::string executor = "docker";
    std::string hostname;   // "": the machine's
    std::map<std::string, std::string> engineLabels;
    std::string publishAddress; // "": every address
    std::string logLevel = "info";
};

// What main() has to do after reading its arguments.
struct CommandLine {
    Config config;
    int exitCode = -1; // ≥ 0: nothing more to do
    std::string output; // to print before that
};

// Error text and exit code 125 for a wrong usage, 0 for --help and --version.
[[nodiscard]] CommandLine parseCommandLine(int argc, char** argv);

} // namespace skep
