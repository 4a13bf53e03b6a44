#pragma once
#include <vector>

#include "app/model/jobs_model.h"

namespace mien {

/// Exports in all states, for pictures of the window.
std::vector<JobsModel::Row> sampleJobs();

}  // namespace mien
