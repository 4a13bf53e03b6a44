#include "app/model/reviewer_profile.h"

#include "app/model/record_thread.h"

namespace mien {
namespace {
constexpr int kOpenForMs = 15 * 60 * 1000;
}  // namespace

ReviewerProfile::ReviewerProfile(RecordThread& record) : record_(record) {
  timer_.setSingleShot(true);
  timer_.setInterval(kOpenForMs);
  connect(&timer_, &QTimer::timeout, this, &ReviewerProfile::lock);
  connect(&record_, &RecordThread::changed, this, &ReviewerProfile::look);
}

void ReviewerProfile::look() {
  record_.ask(
      this, [](const Record& record) { return ReviewerStore(record).list(); },
      [this](const Result<std::vector<Reviewer>>& list) {
        if (!list) return;
        QStringList names;
        for (const Reviewer& reviewer : *list)
          if (!reviewer.retired) names.append(QString::fromStdString(reviewer.name));
        if (names == names_) return;
        names_ = names;
        Q_EMIT changed();
      });
}

QString ReviewerProfile::name() const {
  if (reviewer_) return QString::fromStdString(reviewer_->reviewer().name);
  return names_.contains(last_) ? last_ : names_.value(0);
}

void ReviewerProfile::make(const QString& name, const QString& passphrase, const QString& again) {
  if (name.trimmed().isEmpty()) return say(tr("Your decisions are signed with a name: type one."));
  if (passphrase != again) return say(tr("The two passphrases differ: type the same one twice."));
  if (!names_.isEmpty() && !reviewer_)
    return say(tr("A reviewer vouches for each new one: open a profile that is there first, then make the new one."));
  attempt(name.trimmed().toStdString(), passphrase.toStdString(), true);
}

void ReviewerProfile::unlock(const QString& name, const QString& passphrase) {
  attempt(name.toStdString(), passphrase.toStdString(), false);
}

void ReviewerProfile::attempt(const std::string& name, const std::string& passphrase, bool isNew) {
  if (busy_) return;
  busy_ = true;
  say({});
  const auto work = [name, passphrase, isNew, by = reviewer_](const Record& record) -> Result<UnlockedReviewer> {
    ReviewerStore reviewers(record);
    if (isNew) {
      if (const auto added = reviewers.add(name, passphrase, by ? &*by : nullptr); !added)
        return tl::unexpected(added.error());
    }
    return reviewers.unlock(name, passphrase);
  };
  record_.ask(this, work, [this](const Result<UnlockedReviewer>& reviewer) {
    busy_ = false;
    if (!reviewer) return say(QString::fromStdString(reviewer.error().message));
    reviewer_ = *reviewer;
    last_ = ReviewerProfile::name();
    if (!names_.contains(last_)) names_.append(last_);
    timer_.start();
    Q_EMIT changed();
    Q_EMIT opened();
  });
}

void ReviewerProfile::lock() {
  timer_.stop();
  reviewer_.reset();
  Q_EMIT changed();
}

void ReviewerProfile::forgetProblem() {
  say({});
}

void ReviewerProfile::say(const QString& problem) {
  problem_ = problem;
  Q_EMIT changed();
}

}  // namespace mien
