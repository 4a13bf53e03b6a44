// What a test runs to kill it: exports a film and says which frames it has made and when it is done, or asks a job to
// pause.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "core/record/job_store.h"
#include "tests/export/exports.h"

using namespace mien;

namespace {

/// FORMAT FRAMES WORK OUTPUT
int film(char** argv) {
  exports::Renderer renderer;
  int before = 0;
  const auto made = exports::run(
      exports::filmOf(*filmFormatById(argv[1]), std::atoi(argv[2])), argv[3], argv[4], renderer, {},
      [&](const FilmProgress& p) {
        if (renderer.rendered > before) std::printf("%d\n", static_cast<int>(p.done - 1));
        before = renderer.rendered;
        std::fflush(stdout);
      },
      [] {
        std::puts("done");
        std::fflush(stdout);
      });
  if (made) return 0;
  std::fprintf(stderr, "%s\n", made.error().message.c_str());
  return 1;
}

/// RECORD STEP JOB
int step(char** argv) {
  auto store = JobStore::open(Record::open(argv[1]).value()).value();
  const std::int64_t job = std::atoll(argv[3]);
  return (std::string_view(argv[2]) == "pause" ? store.pause(job) : store.cancel(job)) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 5) return film(argv);
  return argc == 4 ? step(argv) : 2;
}
