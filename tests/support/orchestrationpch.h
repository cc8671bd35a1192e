// What tests of orchestration include.
#pragma once
#include ".cmake/testpch.h"

#include "tests/support/clusterworld.h"
#include "tests/support/virtualswarm.h"
