#include "app/model/review_entry.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>
#include <set>

#include "app/model/record_thread.h"
#include "app/model/review_texts.h"
#include "app/paths.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

QString pathOf(const Export& written) {
  return shownPath(written.file);
}

QString subjectText(const std::string& subject) {
  if (subject.size() == 1) return ReviewEntry::tr("Face %1").arg(QString::fromStdString(faceLetter(subject)));
  return ReviewEntry::tr("Result");
}

/// "17.2 years (at least 19 years)"; of a consent, which is there or not, nothing.
QString scoreText(const Rule& rule, const RuleFinding& finding) {
  if (rule.id == std::string_view("consent")) return {};
  const QString bound = rule.speaks == Speaks::Below ? ReviewEntry::tr("at least %1") : ReviewEntry::tr("at most %1");
  QString text = ReviewEntry::tr("%1 (%2)").arg(QString::fromStdString(withUnit(rule, finding.score)),
                                                bound.arg(QString::fromStdString(withUnit(rule, finding.threshold))));
  if (finding.frame) text += ReviewEntry::tr(", frame %1").arg(*finding.frame);
  return text;
}

QVariantMap findingOf(const RuleFinding& finding, OutputKind kind) {
  const bool plays = kind == OutputKind::Film || kind == OutputKind::Frames;
  const Rule* rule = findRule(finding.rule);
  const QString name = QString::fromStdString(rule != nullptr ? rule->name : finding.rule);
  return {{u"action"_s, static_cast<int>(finding.action)},
          {u"name"_s, finding.subject == "output" ? name : u"%1: %2"_s.arg(subjectText(finding.subject), name)},
          {u"words"_s, QString::fromStdString(finding.words)},
          {u"score"_s, rule != nullptr ? scoreText(*rule, finding) : QString()},
          {u"frame"_s, plays && finding.frame ? static_cast<int>(*finding.frame) : -1},
          {u"appeal"_s, QString::fromStdString(finding.appeal)}};
}

}  // namespace

ReviewEntry::ReviewEntry(Studio& studio, RecordThread& record, Preferences& preferences)
    : record_(record), view_(studio, record, preferences) {
  connect(&record_, &RecordThread::changed, this, [this] {
    if (wanted_ != 0) load();
  });
  for (const auto signal : {&OutputView::changed, &OutputView::pictureChanged, &OutputView::frameChanged})
    connect(&view_, signal, this, &ReviewEntry::pictureChanged);
}

void ReviewEntry::show(std::int64_t output) {
  if (output == wanted_) return;
  wanted_ = output;
  whole_ = {};
  wholeWanted_ = false;
  view_.pause();
  load();
  Q_EMIT changed();  // nothing can be done until it is there
}

void ReviewEntry::load() {
  ++request_;
  if (wanted_ == 0) {
    shown(nullptr);
    return;
  }
  record_.ask(
      this, [id = wanted_](const Record& record) { return readDetails(record, id); },
      [this, request = request_](Result<OutputDetails> details) {
        if (request != request_) return;
        shown(details ? std::make_shared<const OutputDetails>(std::move(*details)) : nullptr);
        if (wholeWanted_ && whole_.isNull()) loadPicture();
      });
}

void ReviewEntry::shown(std::shared_ptr<const OutputDetails> details) {
  details_ = std::move(details);
  if (erased()) whole_ = {};
  nearest_.show(details_.get());
  view_.show(details_);
  Q_EMIT changed();
  Q_EMIT pictureChanged();
}

void ReviewEntry::loadPicture() {
  wholeWanted_ = true;
  if (!details_ || details_->output.id != wanted_ || !whole_.isNull()) return;
  if (details_->output.kind == OutputKind::Film || details_->output.kind == OutputKind::Frames) return view_.open();
  record_.ask(
      this, [details = details_](const Record&) -> Result<QImage> { return readExported(details->output); },
      [this, request = request_](const Result<QImage>& whole) {
        if (request != request_) return;
        if (!whole || whole->isNull()) return view_.open();
        whole_ = *whole;
        Q_EMIT pictureChanged();
      });
}

QString ReviewEntry::title() const {
  if (!details_) return {};
  return tr("%1 %2").arg(kindText(details_->output.kind)).arg(details_->output.id);
}

QString ReviewEntry::subtitle() const {
  if (!details_) return {};
  const Output& output = details_->output;
  const QString project = QString::fromStdString(output.project);
  return project.isEmpty() ? momentText(output.time) : u"%1  ·  %2"_s.arg(momentText(output.time), project);
}

int ReviewEntry::state() const {
  return details_ ? static_cast<int>(details_->output.state) : 0;
}
QString ReviewEntry::stateText() const {
  return details_ ? stateNames().value(state()) : QString();
}
int ReviewEntry::outcome() const {
  return details_ ? static_cast<int>(details_->output.outcome) : 0;
}
QString ReviewEntry::outcomeText() const {
  return details_ ? outcomeNames().value(outcome()) : QString();
}

int ReviewEntry::label() const {
  return details_ ? labelIndex(details_->output.label) : 0;
}

QStringList ReviewEntry::labelNames() {
  return mien::labelNames();
}

QImage ReviewEntry::picture() const {
  if (!whole_.isNull()) return whole_;
  if (!view_.picture().isNull()) return view_.picture();
  return details_ ? details_->picture : QImage();
}

QString ReviewEntry::pictureIs() const {
  if (!whole_.isNull()) return {};
  if (view_.loading()) return tr("being rendered…");
  if (view_.picture().isNull()) return tr("as kept in the record");
  return details_ && details_->output.kind == OutputKind::Sheet ? tr("the mix in its middle") : view_.time();
}

QImage ReviewEntry::facePicture(int face) const {
  return face >= 0 && face < facePictures() ? details_->faces[static_cast<std::size_t>(face)] : QImage();
}

QVariantList ReviewEntry::findings() const {
  QVariantList list;
  if (details_ && details_->verdict)
    for (const RuleFinding& finding : details_->verdict->findings)
      list.append(findingOf(finding, details_->output.kind));
  return list;
}

QStringList ReviewEntry::faces() const {
  QStringList list;
  if (!details_ || details_->output.erased) return list;
  for (const InputFace& face : details_->output.faces) list.append(faceText(face));
  return list;
}

QStringList ReviewEntry::recipe() const {
  return details_ ? recipeTexts(details_->output.recipe) : QStringList();
}

QVariantList ReviewEntry::files() const {
  QVariantList list;
  if (!details_) return list;
  for (std::size_t i = 0; i < details_->output.exports.size(); ++i) {
    const Export& written = details_->output.exports[i];
    const QFileInfo file(pathOf(written));
    list.append(QVariantMap{{u"name"_s, file.fileName()},
                            {u"folder"_s, file.absolutePath()},
                            {u"there"_s, bool(details_->fileThere[i])},
                            {u"time"_s, momentText(written.time)}});
  }
  return list;
}

QVariantList ReviewEntry::decisions() const {
  QVariantList list;
  if (!details_) return list;
  for (auto it = details_->decisions.rbegin(); it != details_->decisions.rend(); ++it) {
    const QString user = QString::fromStdString(it->user);
    list.append(
        QVariantMap{{u"what"_s, decisionText(*it)},
                    {u"who"_s, user.isEmpty() ? QString::fromStdString(it->reviewer) : tr("the user %1").arg(user)},
                    {u"time"_s, momentText(it->time)},
                    {u"reason"_s, QString::fromStdString(it->reason)}});
  }
  return list;
}

QString ReviewEntry::cost() const {
  return details_ ? costText(details_->output.costs) : QString();
}

QString ReviewEntry::judgedBy() const {
  if (!details_) return {};
  const Output& output = details_->output;
  return tr("Model %1 %2  ·  policy %3  ·  judges %4")
      .arg(QString::fromStdString(output.modelId), shortHash(output.modelHash), shortHash(output.policyHash),
           shortHash(output.networksHash));
}

bool ReviewEntry::canApprove() const {
  if (output() == 0 || !details_->needs || !details_->needs->recorded || !details_->needs->allowed) return false;
  return details_->output.state == OutputState::Flagged || details_->output.state == OutputState::Recalled;
}

QString ReviewEntry::flagFirst() {
  return tr("Only what is flagged is decided on: flag it first, with F.");
}

QString ReviewEntry::undecidable() const {
  if (output() == 0 || canApprove()) return {};
  if (details_->output.erased) return standing();
  if (canFlag()) return flagFirst();
  return standing();
}

QString ReviewEntry::unrejectable() const {
  if (output() == 0 || canReject()) return {};
  return canFlag() ? flagFirst() : tr("It is recalled: nothing of it leaves the house unless it is approved anew.");
}

bool ReviewEntry::canFlag() const {
  return output() != 0 && details_->output.state != OutputState::Flagged &&
         details_->output.state != OutputState::Recalled;
}

bool ReviewEntry::canExport() const {
  return canRestore() && details_->output.kind == OutputKind::Picture &&
         details_->output.state == OutputState::Approved;
}

QString ReviewEntry::standing() const {
  if (!details_) return {};
  const Output& output = details_->output;
  if (output.erased) return tr("A person was erased: recipe, faces and verdict are gone.");
  if (output.state == OutputState::Approved && output.exports.empty()) {
    const bool film = output.kind == OutputKind::Film || output.kind == OutputKind::Frames;
    if (output.kind == OutputKind::Picture) return tr("It may leave: export it (E).");
    return film ? tr("It may leave: its export goes on by itself. If it was taken off the list, restore it (O) and "
                     "export it.")
                : tr("It may leave: restore it (O) and export it.");
  }
  if (output.state != OutputState::Flagged && output.state != OutputState::Recalled) return {};
  if (!details_->needs) return QString::fromStdString(details_->needs.error().message);
  if (!details_->needs->allowed) return tr("A rule that nobody may override blocks it: change the mix instead.");
  if (details_->needs->approvals < 2) return {};
  std::set<std::string> names;
  for (const Decision& decision : details_->decisions) {
    if (decision.action == ReviewAction::Approve)
      names.insert(decision.reviewer);
    else if (decision.action != ReviewAction::Comment)
      names.clear();
  }
  return names.empty()
             ? tr("Two reviewers must approve it.")
             : tr("%1 has approved it: another reviewer must too.").arg(QString::fromStdString(*names.begin()));
}

void ReviewEntry::showFile(int index) const {
  if (details_ && index >= 0 && index < static_cast<int>(details_->output.exports.size())) {
    const QFileInfo file(pathOf(details_->output.exports[static_cast<std::size_t>(index)]));
    QDesktopServices::openUrl(QUrl::fromLocalFile(file.absolutePath()));
  }
}

}  // namespace mien
