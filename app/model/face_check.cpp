#include "app/model/face_check.h"

#include <QDateTime>
#include <QLocale>

#include "app/document/in_background.h"
#include "app/model/notices.h"
#include "core/gate/approve.h"
#include "core/gate/consent_of.h"
#include "core/record/consent_store.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

/// The last day that counts; a consent ends with it.
QString lastDay(std::int64_t end) {
  return QLocale().toString(QDateTime::fromMSecsSinceEpoch(end - 1).date(), QLocale::ShortFormat);
}

}  // namespace

FaceCheck::FaceCheck(std::size_t slot, std::shared_ptr<Gatekeeper> keeper, MixDocument& document, Notices& notices)
    : slot_(slot), keeper_(std::move(keeper)), document_(document), notices_(notices) {
  connect(&document_, &MixDocument::changed, this, &FaceCheck::documentChanged);
  documentChanged();
}

FaceCheck::~FaceCheck() = default;

QStringList FaceCheck::consentKinds() {
  return {tr("My own photo"), tr("Licensed"), tr("Synthetic"), tr("Public domain")};
}

void FaceCheck::documentChanged() {
  const auto& faces = document_.state().faces;
  const FacePtr face = slot_ < faces.size() ? faces[slot_].face : nullptr;
  if (face == face_) return;
  face_ = face;
  look();
}

void FaceCheck::clear() {
  findings_.clear();
  blocked_.clear();
  review_.clear();
  consent_ = -1;
  consentId_ = 0;
  consentText_.clear();
}

void FaceCheck::look() {
  clear();
  needsConsent_ = face_ && mien::needsConsent(nameOf(*face_));
  outcome_ = face_ ? Checking : Nothing;
  Q_EMIT changed();
  lookAgain();
}

void FaceCheck::lookAgain() {
  ++request_;
  if (!face_) return;
  inBackground(
      threads_, this, [keeper = keeper_, face = face_] { return answerFor(*keeper, *face); },
      [this, request = request_](const Result<Answer>& answer) {
        if (request == request_) show(answer);
      });
}

Result<FaceCheck::Answer> FaceCheck::answerFor(Gatekeeper& keeper, const Face& face) {
  auto gate = keeper.open();
  if (!gate) return tl::unexpected(gate.error());
  auto verdict = gate->check(face);
  if (!verdict) return tl::unexpected(verdict.error());
  auto record = Record::open(keeper.recordFile());
  if (!record) return tl::unexpected(record.error());
  auto consent = consentOf(*record, nameOf(face));
  if (!consent) return tl::unexpected(consent.error());
  const int approvals = needsOf(gate->policy(), *verdict).approvals;
  return Answer{std::move(*verdict), approvals, std::move(*consent)};
}

void FaceCheck::show(const Result<Answer>& answer) {
  clear();
  if (!answer) {
    outcome_ = Unknown;
    findings_ = {QString::fromStdString(answer.error().message)};
    Q_EMIT changed();
    return;
  }
  outcome_ = Pass;
  if (!face_->ownKey().empty() && answer->consent.standing == ConsentStanding::None)
    findings_.push_back(QString::fromUtf8(kNotProven));
  for (const RuleFinding& finding : answer->verdict.findings) showFinding(finding, answer->approvals);
  const ConsentAnswer& consent = answer->consent;
  if (needsConsent_ && consent.consent) {
    const QString kind = consentKinds().value(static_cast<int>(consent.consent->kind));
    if (consent.standing == ConsentStanding::Valid) {
      consent_ = static_cast<int>(consent.consent->kind);
      consentId_ = consent.consent->id;
      consentText_ = consent.consent->expires ? tr("%1, until %2").arg(kind, lastDay(*consent.consent->expires)) : kind;
    } else if (consent.standing == ConsentStanding::Expired) {
      consentText_ = tr("Consent ended on %1").arg(lastDay(consent.consent->expires.value_or(0)));
    } else {
      consentText_ = tr("Consent was withdrawn");
    }
  }
  Q_EMIT changed();
}

void FaceCheck::showFinding(const RuleFinding& finding, int approvals) {
  outcome_ = std::max(outcome_, static_cast<Outcome>(Note + static_cast<int>(finding.action)));
  const QString words = QString::fromStdString(finding.words);
  if (finding.action == Action::Review && review_.isEmpty()) {
    const QString what = words.endsWith(u'.') ? words.chopped(1) : words;
    review_ = approvals > 1 ? tr("%1: two reviewers must approve what is made of it.").arg(what)
                            : tr("%1: a reviewer must approve what is made of it.").arg(what);
  }
  if (finding.rule == "consent") return;
  const QString appeal = QString::fromStdString(finding.appeal);
  const QString all = appeal.isEmpty() ? words : u"%1 %2"_s.arg(words, appeal);
  findings_.push_back(all);
  if (finding.action == Action::Block && blocked_.isEmpty()) blocked_ = all;
}

void FaceCheck::change(std::function<Result<void>(ConsentStore&)> work) {
  inBackground(
      threads_, this,
      [keeper = keeper_, work = std::move(work)]() -> Result<void> {
        auto record = Record::open(keeper->recordFile());
        if (!record) return tl::unexpected(record.error());
        ConsentStore consents(*std::move(record));
        return work(consents);
      },
      [this](const Result<void>& done) {
        if (!done) notices_.fail(done.error());
        look();
      });
}

QString FaceCheck::dayProblem(const QString& until) const {
  if (until.trimmed().isEmpty()) return {};
  const QDate day = QDate::fromString(until.trimmed(), Qt::ISODate);
  if (!day.isValid()) return tr("\"%1\" is no day: write it as in 2027-12-31.").arg(until.trimmed());
  if (day < QDate::currentDate())
    return tr("%1 is over: give the day on which the consent will end.").arg(until.trimmed());
  return {};
}

void FaceCheck::recordConsent(int kind, const QString& note, const QString& until) {
  if (!needsConsent_ || kind < 0 || kind >= consentKinds().size()) return;
  NewConsent consent = consentFor(nameOf(*face_));
  consent.kind = static_cast<ConsentKind>(kind);
  consent.note = note.trimmed().toStdString();
  if (const QString problem = dayProblem(until); !problem.isEmpty()) return notices_.fail(problem);
  if (const QDate day = QDate::fromString(until.trimmed(), Qt::ISODate); day.isValid())
    consent.expires = day.addDays(1).startOfDay().toMSecsSinceEpoch();
  change([consent](ConsentStore& consents) -> Result<void> {
    const auto added = consents.add(consent);
    if (!added) return tl::unexpected(added.error());
    return {};
  });
}

void FaceCheck::withdrawConsent() {
  if (consentId_ == 0) return;
  change([id = consentId_](ConsentStore& consents) { return consents.withdraw(id); });
}

}  // namespace mien
