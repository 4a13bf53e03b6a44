#include "app/sample_jobs.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

JobsModel::Row sample(std::int64_t id, JobState state, const char* name, const QString& format, std::int64_t done,
                      std::int64_t total) {
  Job job;
  job.id = id;
  job.state = state;
  job.title = name;
  job.output = std::string("/home/ada/Videos/") + name;
  job.framesDone = done;
  job.framesTotal = total;
  job.framesPerSecond = 11.8;
  if (state == JobState::Failed) {
    job.kindOfError = ErrorKind::Disk;
    job.message =
        "/media/usb/portrait-long.mov can't be written, the disk is full: free some space or choose another disk.";
  }
  if (state == JobState::Done) job.message = "42.10 EUR of this month's 50.00 EUR are spent.";
  return {job, {format, {}}};
}

}  // namespace

std::vector<JobsModel::Row> sampleJobs() {
  return {sample(7, JobState::Running, "anna-to-boris.mp4", u"MP4 (H.264)"_s, 312, 900),
          sample(8, JobState::Queued, "anna-to-boris-loop.gif", u"GIF"_s, 0, 150),
          sample(9, JobState::Queued, "a-very-long-name-of-a-film-that-somebody-gave-it.webm", u"WebM (VP9)"_s, 0, 300),
          sample(5, JobState::Paused, "titles.mp4", u"MP4 (H.265)"_s, 120, 250),
          sample(6, JobState::Done, "mix.mp4", u"MP4 (H.264)"_s, 101, 101),
          sample(4, JobState::Failed, "portrait-long.mov", u"MOV (ProRes 4444)"_s, 480, 1500),
          sample(3, JobState::Cancelled, "frames", u"Folder of PNG pictures"_s, 12, 250)};
}

}  // namespace mien
