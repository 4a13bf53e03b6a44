#include "app/model/policy_model.h"

#include <QStringList>

#include "app/document/in_background.h"
#include "app/model/notices.h"
#include "core/gate/policy_in_force.h"

namespace mien {
namespace {

/// Percent are shown and typed as such.
double scaleOf(const Rule& rule) {
  return std::string_view(rule.unit) == "%" ? 100 : 1;
}

const Rule& ruleAt(int row) {
  return rules()[static_cast<std::size_t>(row)];
}

QString textOf(const Rule& rule, const std::optional<double>& threshold) {
  return threshold ? QString::number(*threshold * scaleOf(rule), 'g', 6) : QString();
}

/// Which rule's thresholds a policy can't have, with the names of the columns; or empty.
QString orderProblem(const Policy& policy) {
  const QStringList columns{PolicyModel::tr("Note"), PolicyModel::tr("Review"), PolicyModel::tr("Block")};
  for (const Rule& rule : rules()) {
    const auto wrong = outOfOrder(rule, policy.rules.at(rule.id));
    if (!wrong) continue;
    const QString name = QString::fromUtf8(rule.name);
    return PolicyModel::tr("%1: \"%2\" would speak before the milder \"%3\" does. Change one of the two.")
        .arg(rule.side == RuleSide::Input ? PolicyModel::tr("%1 (what goes in)").arg(name) : name,
             columns.value(static_cast<int>(wrong->second)), columns.value(static_cast<int>(wrong->first)));
  }
  return {};
}

}  // namespace

PolicyModel::PolicyModel(std::shared_ptr<Gatekeeper> keeper, Notices& notices)
    : keeper_(std::move(keeper)), notices_(notices) {}

PolicyModel::~PolicyModel() = default;

int PolicyModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || policy_.rules.empty() ? 0 : static_cast<int>(rules().size());
}

QVariant PolicyModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Rule& rule = ruleAt(index.row());
  const RuleSetting& setting = policy_.rules.at(rule.id);
  switch (role) {
    case RuleRole:
      return QString::fromLatin1(rule.id);
    case Qt::DisplayRole:
    case NameRole:
      return QString::fromUtf8(rule.name);
    case WordsRole:
      return QString::fromStdString(inWords(rule, setting));
    case CommentRole:
      return QString::fromStdString(setting.comment);
    case UnitRole:
      return QString::fromUtf8(rule.unit);
    case NoteRole:
      return textOf(rule, setting.threshold(Action::Note));
    case ReviewRole:
      return textOf(rule, setting.threshold(Action::Review));
    case BlockRole:
      return textOf(rule, setting.threshold(Action::Block));
    case OverrideRole:
      return static_cast<int>(setting.override);
    case InputRole:
      return rule.side == RuleSide::Input;
    case EffectRole: {
      const auto found = whatIf_.byRule.find(rule.id);
      if (found == whatIf_.byRule.end()) return whatIf_.outputs > 0 ? tr("silent") : QString();
      const auto& [noted, reviewed, blocked] = found->second;
      QStringList parts;
      if (blocked > 0) parts += tr("%1 blocked").arg(blocked);
      if (reviewed > 0) parts += tr("%1 to review").arg(reviewed);
      if (noted > 0) parts += tr("%1 noted").arg(noted);
      return parts.join(QStringLiteral(", "));
    }
    default:
      return {};
  }
}

QHash<int, QByteArray> PolicyModel::roleNames() const {
  return {{RuleRole, "rule"},    {NameRole, "name"},   {WordsRole, "words"},        {CommentRole, "comment"},
          {UnitRole, "unit"},    {NoteRole, "note"},   {ReviewRole, "review"},      {BlockRole, "block"},
          {OverrideRole, "who"}, {InputRole, "input"}, {EffectRole, "effectOfRule"}};
}

Result<PolicyModel::Answer> PolicyModel::inForceAt(const std::filesystem::path& recordFile) {
  const auto record = Record::open(recordFile);
  if (!record) return tl::unexpected(record.error());
  auto policy = policyInForce(*record);
  if (!policy) return tl::unexpected(policy.error());
  auto effect = whatIf(*record, *policy);
  if (!effect) return tl::unexpected(effect.error());
  return Answer{std::move(*policy), std::move(*effect)};
}

void PolicyModel::read() {
  const int request = ++request_;
  inBackground(
      threads_, this, [file = keeper_->recordFile()] { return inForceAt(file); },
      [this, request](const Result<Answer>& answer) {
        if (request != request_) return;
        beginResetModel();
        problem_ = answer ? QString() : QString::fromStdString(answer.error().message);
        policy_ = inForce_ = answer ? answer->policy : Policy{};
        endResetModel();
        fault_.clear();
        show(answer ? answer->effect : WhatIf{});
      });
}

void PolicyModel::show(const WhatIf& effect) {
  whatIf_ = effect;
  const auto& [pass, noted, reviewed, blocked] = effect.after;
  effect_ = effect.outputs == 0 ? tr("Nothing was exported yet that it could be tried on.")
                                : tr("%1: %2 pass, %3 noted, %4 need review (%5 when they were made), "
                                     "%6 blocked (%7 when they were made).")
                                      .arg(effect.outputs == 1 ? tr("Of the last output")
                                                               : tr("Of the last %1 outputs").arg(effect.outputs))
                                      .arg(pass)
                                      .arg(noted)
                                      .arg(reviewed)
                                      .arg(effect.before[static_cast<std::size_t>(mien::Outcome::Review)])
                                      .arg(blocked)
                                      .arg(effect.before[static_cast<std::size_t>(mien::Outcome::Block)]);
  if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  Q_EMIT changed();
}

void PolicyModel::edited() {
  // What the file's parser would refuse can't be accepted; it says why, but by the file's words.
  const auto good = policyFromJson(toJson(policy_));
  fault_ = orderProblem(policy_);
  if (!good && fault_.isEmpty()) fault_ = QString::fromStdString(good.error().message);
  if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  Q_EMIT changed();
  if (good) tryOut();
}

void PolicyModel::tryOut() {
  const int request = ++request_;
  inBackground(
      threads_, this,
      [file = keeper_->recordFile(), policy = policy_]() -> Result<WhatIf> {
        const auto record = Record::open(file);
        if (!record) return tl::unexpected(record.error());
        return whatIf(*record, policy);
      },
      [this, request](const Result<WhatIf>& effect) {
        if (request != request_) return;
        if (effect) show(*effect);
      });
}

void PolicyModel::setThreshold(int row, int action, const QString& text) {
  if (row < 0 || row >= rowCount() || action < 0 || action > 2) return;
  const Rule& rule = ruleAt(row);
  std::optional<double> threshold;
  if (!text.trimmed().isEmpty()) {
    bool isNumber = false;
    const double value = text.trimmed().replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber) return edited();  // shows the old one again
    threshold = std::clamp(value / scaleOf(rule), rule.minimum, rule.maximum);
  }
  policy_.rules.find(rule.id)->second.thresholds[static_cast<std::size_t>(action)] = threshold;
  edited();
}

void PolicyModel::setOverride(int row, int who) {
  if (row < 0 || row >= rowCount() || who < 0 || who > 2) return;
  policy_.rules.find(ruleAt(row).id)->second.override = static_cast<Override>(who);
  edited();
}

void PolicyModel::takeShipped() {
  const auto shipped = policyFromJson(shippedPolicy());
  if (!shipped) return;
  beginResetModel();
  policy_ = *shipped;
  endResetModel();
  problem_.clear();
  edited();
}

void PolicyModel::accept(const ReviewerProfile* signer) {
  if (!fault_.isEmpty()) return;
  if (modified() && policy_.name == inForce_.name && policy_.name == "Mien standard") policy_.name = "House policy";
  inBackground(
      threads_, this,
      [file = keeper_->recordFile(), text = toJson(policy_), seen = inForce_.hash,
       by = signer->reviewer()]() -> Result<Acceptance> {
        const auto record = Record::open(file);
        if (!record) return tl::unexpected(record.error());
        // One that can't be used is no reason to wait.
        if (const auto now = policyInForce(*record); now && now->hash != seen) return Acceptance{.another = *now};
        return acceptPolicyText(*record, text, by ? &*by : nullptr).map([](const Policy&) { return Acceptance{}; });
      },
      [this](const Result<Acceptance>& done) {
        if (!done) return notices_.fail(done.error());
        if (done->another) {
          // What was changed here stays, and is compared with that one from now on.
          inForce_ = *done->another;
          notices_.warn(
              tr("Another policy was put in force meanwhile, so yours was not: look at it, and accept again if "
                 "yours is to replace it."));
          Q_EMIT changed();
          return tryOut();
        }
        notices_.tell(tr("The policy is in force."));
        Q_EMIT accepted();
        read();
      });
}

}  // namespace mien
