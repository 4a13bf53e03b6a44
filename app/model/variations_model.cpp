#include "app/model/variations_model.h"

#include <algorithm>
#include <utility>

#include "app/document/mix_values.h"
#include "app/model/images.h"
#include "app/model/notices.h"

namespace mien {
namespace {

constexpr int kSize = 256;

}  // namespace

VariationsModel::VariationsModel(Studio& studio, MixDocument& document, Notices& notices, QObject* parent)
    : QAbstractListModel(parent), document_(document), notices_(notices), work_(studio, *this) {
  connect(&document_, &MixDocument::changed, this, &VariationsModel::follow);
}

void VariationsModel::setEngine(const EngineInfo& engine) {
  engine_ = engine;
}

int VariationsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : std::min(kPage, kVariations - page_ * kPage);
}

QHash<int, QByteArray> VariationsModel::roleNames() const {
  return {{NumberRole, "number"}, {PictureRole, "picture"}, {CurrentRole, "current"}};
}

QVariant VariationsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Variation now = taken_.value_or(document_.state().variation);
  switch (role) {
    case NumberRole:
      return numberAt(index.row());
    case PictureRole:
      return pictures_[static_cast<std::size_t>(index.row())];
    case CurrentRole:
      return now.amount > 0 && now.number == numberAt(index.row());
    default:
      return {};
  }
}

void VariationsModel::setOpen(bool open) {
  if (open == open_ || (open && !(engine_ && document_.complete()))) return;
  open_ = open;
  taken_.reset();
  if (open) {
    const Variation& now = document_.state().variation;
    if (now.amount > 0) amount_ = now.amount;
    showPage(now.amount > 0 ? (now.number - 1) / kPage : 0);
  } else {
    work_.stop();
  }
  Q_EMIT changed();
}

void VariationsModel::follow() {
  if (!open_) return;
  if (!document_.complete()) return setOpen(false);
  Recipe now = document_.job(*engine_, kSize, Placement::Crop).recipe;
  now.variation = {};
  if (now != shown_) showPage(page_);
}

void VariationsModel::setAmount(double amount) {
  amount = std::clamp(amount, 0.0, 1.0);
  if (amount == amount_) return;
  amount_ = amount;
  if (taken_) taken_->amount = amount;
  Q_EMIT changed();
  if (open_) make();
}

void VariationsModel::turnPage(int by) {
  const int page = std::clamp(page_ + by, 0, (kVariations - 1) / kPage);
  if (page == page_ || !open_) return;
  showPage(page);
  Q_EMIT changed();
}

void VariationsModel::showPage(int page) {
  beginResetModel();
  page_ = page;
  std::fill(pictures_.begin(), pictures_.end(), QImage());
  endResetModel();
  make();
}

void VariationsModel::make() {
  made_ = 0;
  Q_EMIT madeChanged();
  RenderJob job = document_.job(*engine_, kSize, Placement::Crop);
  shown_ = job.recipe;
  shown_.variation = {};
  std::vector<Recipe> recipes;
  for (int row = 0; row < rowCount(); ++row) {
    recipes.push_back(job.recipe);
    recipes.back().variation = {amount_, numberAt(row)};
  }
  work_.start(
      job,
      [this, recipes](const RenderMix& render, const std::stop_token& stop) -> Result<void> {
        for (std::size_t i = 0; i < recipes.size(); ++i) {
          if (stop.stop_requested()) return fail(ErrorKind::Cancelled, "Nobody looks any more.");
          const auto frame = render(recipes[i]);
          if (!frame) return tl::unexpected(frame.error());
          QMetaObject::invokeMethod(
              this,
              [this, stop, row = static_cast<int>(i), picture = toQImage(frame->pixels)] {
                if (!stop.stop_requested()) received(row, picture);
              },
              Qt::QueuedConnection);
        }
        return {};
      },
      [this](const Result<void>& made) {
        if (!made && made.error().kind != ErrorKind::Cancelled) notices_.fail(made.error());
      });
}

void VariationsModel::received(int row, const QImage& picture) {
  pictures_[static_cast<std::size_t>(row)] = picture;
  ++made_;
  Q_EMIT dataChanged(index(row), index(row), {PictureRole});
  Q_EMIT madeChanged();
}

void VariationsModel::take(int row) {
  if (!open_ || row < 0 || row >= rowCount()) return;
  taken_ = Variation{amount_, numberAt(row)};
  Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CurrentRole});
}

void VariationsModel::apply() {
  if (!taken_ || !document_.complete()) return;
  const Variation taken = *std::exchange(taken_, std::nullopt);
  MixState next = document_.state();
  for (const auto& [id, value] : {std::pair{"variation", taken.amount}, {"variation-number", 1.0 * taken.number}})
    setValueAt(next, *findParameter(id), value, document_.playhead(), false);
  document_.commit(tr("Variation %1").arg(taken.number), std::move(next));
  Q_EMIT dataChanged(index(0), index(rowCount() - 1), {CurrentRole});
}

}  // namespace mien
