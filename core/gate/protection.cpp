#include "core/gate/protection.h"

#include <array>
#include <utility>

#include "core/record/history.h"

namespace mien {

Result<Protection> protectionOf(const Record& record) {
  auto people = ProtectedPeople::open(record.file().parent_path());
  if (!people) return tl::unexpected(people.error());
  const auto noted = notedProtection(record);
  if (!noted) return tl::unexpected(noted.error());
  std::vector<std::int64_t> missing;
  for (const std::int64_t person : noted->people)
    if (!people->has(person)) missing.push_back(person);
  return Protection{std::move(*people), std::move(missing)};
}

Result<std::int64_t> protect(const Record& record, NewProtection person) {
  auto people = ProtectedPeople::open(record.file().parent_path());
  if (!people) return tl::unexpected(people.error());
  const auto noted = notedProtection(record);
  if (!noted) return tl::unexpected(noted.error());
  people->numbersAbove(noted->highest);
  auto id = people->add(std::move(person.name), std::move(person.note), std::move(person.networkHash),
                        std::move(person.embeddings));
  if (!id) return id;
  if (auto done = noteProtection(record, *id, true); !done) {
    // Or whoever takes the list away would end this protection unnoticed. Where it can't be taken out either it stays,
    // for one too many is protected rather than one too few.
    [[maybe_unused]] const auto out = people->remove(std::array{*id});
    return tl::unexpected(done.error());
  }
  return id;
}

Result<void> endProtection(const Record& record, std::span<const std::int64_t> people, const UnlockedReviewer* by) {
  if (auto may = mayChangeRules(record, by); !may) return may;
  auto list = ProtectedPeople::open(record.file().parent_path());
  if (!list) return tl::unexpected(list.error());
  const auto known = notedProtection(record);
  if (!known) return tl::unexpected(known.error());
  // Of a list that is lost there is nothing to take out, but the history must not wait for it for ever.
  std::vector<std::int64_t> listed;
  for (const std::int64_t id : people)
    if (list->has(id) || !known->people.contains(id)) listed.push_back(id);
  if (auto done = list->remove(listed); !done) return done;
  for (const std::int64_t id : people)
    if (auto noted = noteProtection(record, id, false, by); !noted) return noted;
  return {};
}

}  // namespace mien
