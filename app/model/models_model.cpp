#include "app/model/models_model.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>
#include <numeric>
#include <thread>

#include "app/model/card_html.h"
#include "app/model/notices.h"
#include "app/model/preferences.h"
#include "app/model/to_gui.h"
#include "core/blend/new_face.h"
#include "core/gate/cost_meter.h"

namespace mien {
namespace {
using namespace Qt::StringLiterals;

constexpr int kSize = 256;
constexpr int kPictures = 12;

/// What is shown of figures.json side by side; the card has them all.
constexpr std::array kShown{"measured on", "network alone: identity distance to the photograph, median",
                            "network alone: PSNR, dB, mean",
                            "balanced 50 % blend, network alone: both parents below 0.6",
                            "balanced 50 % blend, detail 1: both parents below 0.6"};

QByteArray contentOf(const std::filesystem::path& file) {
  QFile in(QString::fromStdString(file.string()));
  return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

std::vector<std::pair<QString, QString>> figuresIn(const QByteArray& json) {
  std::vector<std::pair<QString, QString>> figures;
  for (const QJsonValue& one : QJsonDocument::fromJson(json)["figures"_L1].toArray())
    figures.emplace_back(one["words"_L1].toString(), one["value"_L1].toString());
  return figures;
}

/// Median time that the engine takes for a picture, ms: its own stages, without waiting for its turn.
Result<double> timeOf(const std::string& modelHash, ExportRenderer& renderer) {
  renderer.withModel(modelHash);
  const auto info = renderer.info();
  if (!info) return tl::unexpected(info.error());
  Recipe recipe;
  recipe.modelId = info->modelId;
  recipe.modelHash = info->modelHash;
  recipe.faces = {newFace(8), newFace(12)};
  recipe.size = kSize;
  ExportParents parents;
  for (const FaceRef& face : recipe.faces) {
    auto parent = renderer.open(face, {});
    if (!parent) return tl::unexpected(parent.error());
    parents.push_back(std::move(*parent));
  }
  std::vector<double> times;
  for (int i = 0; i < kPictures; ++i) {
    recipe.structure = recipe.features = recipe.colour = (i + 1.0) / (kPictures + 1);
    const auto frame = renderer.render(recipe, parents);
    if (!frame) return tl::unexpected(frame.error());
    times.push_back(std::accumulate(frame->times.begin(), frame->times.end(), 0.0,
                                    [](double sum, const StageTime& stage) { return sum + stage.milliseconds; }));
  }
  std::nth_element(times.begin(), times.begin() + kPictures / 2, times.end());
  return times[kPictures / 2];
}

}  // namespace

ModelsModel::ModelsModel(Studio& studio, Notices& notices, QObject* parent)
    : QAbstractListModel(parent), studio_(studio), notices_(notices), work_(studio, *this) {}

void ModelsModel::setEngine(const EngineInfo& engine) {
  engineHash_ = engine.modelHash;
  Q_EMIT changed();
}

int ModelsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QHash<int, QByteArray> ModelsModel::roleNames() const {
  return {{NameRole, "name"}, {TitleRole, "title"}, {VersionRole, "version"}, {LicenceRole, "licence"},
          {SizeRole, "size"}, {CardRole, "card"},   {FolderRole, "folder"}};
}

QVariant ModelsModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Entry& entry = entries_[static_cast<std::size_t>(index.row())];
  const PackManifest& about = entry.pack.manifest;
  switch (role) {
    case NameRole:
      return QString::fromStdString(entry.pack.folder.filename().string());
    case TitleRole:
      return QString::fromStdString(about.title);
    case VersionRole:
      return QString::fromStdString(about.version);
    case LicenceRole:
      return QString::fromStdString(about.licence);
    case SizeRole:
      return QLocale().formattedDataSize(static_cast<qint64>(entry.bytes), 1, QLocale::DataSizeSIFormat);
    case CardRole:
      return entry.card;
    case FolderRole:
      return QUrl::fromLocalFile(QString::fromStdString(entry.pack.folder.string()) + u'/');
    default:
      return {};
  }
}

std::vector<ModelsModel::Entry> ModelsModel::readEntries(const std::filesystem::path& folder) {
  std::vector<Entry> entries;
  for (InstalledPack& pack : installedPacks(folder)) {
    Entry entry{std::move(pack), {}, {}, 0, {}, 0};
    entry.card = QString::fromUtf8(contentOf(entry.pack.folder / "card.md"));
    entry.figures = figuresIn(contentOf(entry.pack.folder / "figures.json"));
    for (const PackWeights& weights : entry.pack.manifest.weights) {
      std::error_code none;
      const auto bytes = std::filesystem::file_size(entry.pack.folder / weights.file, none);
      if (!none) entry.bytes += static_cast<double>(bytes);
    }
    if (entry.pack.manifest.kind == PackKind::Portrait)
      if (const auto packs = enginePacksWith(folder, entry.pack.folder.filename().string()))
        entry.modelHash = packs->hash();
    entries.push_back(std::move(entry));
  }
  // Those that can be chosen first, and of them the standard one.
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const auto rank = [](const Entry& e) {
      return e.modelHash.empty() ? 2 : e.pack.folder.filename() == kStandardModel ? 0 : 1;
    };
    return rank(a) < rank(b);
  });
  return entries;
}

void ModelsModel::read() {
  if (folder_.empty()) return;
  inBackground(
      threads_, this, [folder = folder_] { return readEntries(folder); },
      [this](std::vector<Entry> entries) { received(std::move(entries)); });
}

void ModelsModel::received(std::vector<Entry> entries) {
  for (Entry& entry : entries)
    for (const Entry& known : entries_)
      if (known.modelHash == entry.modelHash) entry.milliseconds = known.milliseconds;
  beginResetModel();
  entries_ = std::move(entries);
  ready_ = true;
  endResetModel();
  Q_EMIT changed();
}

QString ModelsModel::htmlOf(const QString& card) const {
  return cardHtml(card);
}

std::vector<const ModelsModel::Entry*> ModelsModel::mixing() const {
  std::vector<const Entry*> out;
  for (const Entry& entry : entries_)
    if (!entry.modelHash.empty()) out.push_back(&entry);
  return out;
}

QStringList ModelsModel::mixers() const {
  QStringList titles;
  for (const Entry* entry : mixing())
    titles.append(QString::fromStdString(entry->pack.manifest.title + " " + entry->pack.manifest.version));
  return titles;
}

int ModelsModel::used() const {
  const auto all = mixing();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i]->modelHash == engineHash_) return static_cast<int>(i);
  return -1;
}

QVariantList ModelsModel::comparison() const {
  QVariantList rows;
  const auto add = [&](const QString& words, const auto& of) {
    QStringList row{words};
    for (const Entry* entry : mixing()) row.append(of(*entry));
    rows.append(QVariant(row));
  };
  const QString unknown = u"–"_s;
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  add(tr("Time for a picture of 256 px here"), [&](const Entry& e) {
    return e.milliseconds > 0 ? tr("%1 ms").arg(QLocale().toString(e.milliseconds, 'f', 1)) : unknown;
  });
  add(tr("Energy of it, at most"), [&](const Entry& e) {
    // All cores busy all the time; less where they wait.
    const double joules = e.milliseconds / 1000 * kWattsPerCore * cores;
    return joules > 0 ? tr("%1 J").arg(QLocale().toString(joules, 'f', 2)) : unknown;
  });
  add(tr("Size of the weights"), [](const Entry& e) {
    return QLocale().formattedDataSize(static_cast<qint64>(e.bytes), 1, QLocale::DataSizeSIFormat);
  });
  add(tr("Licence"), [](const Entry& e) { return QString::fromStdString(e.pack.manifest.licence); });
  for (const char* words : kShown)
    add(QString::fromUtf8(words), [&](const Entry& e) {
      const auto found = std::find_if(e.figures.begin(), e.figures.end(),
                                      [&](const auto& figure) { return figure.first == QLatin1StringView(words); });
      return found == e.figures.end() ? unknown : found->second;
    });
  return rows;
}

void ModelsModel::measure() {
  std::vector<std::string> hashes;
  for (const Entry* entry : mixing()) hashes.push_back(entry->modelHash);
  if (measuring_ || hashes.empty()) return;
  measuring_ = true;
  Q_EMIT changed();
  work_.startWith(
      [hashes](ExportRenderer& renderer, const std::stop_token& /*stop*/) -> Result<std::vector<double>> {
        std::vector<double> times;
        for (const std::string& hash : hashes) {
          const auto time = timeOf(hash, renderer);
          if (!time) return tl::unexpected(time.error());
          times.push_back(*time);
        }
        return times;
      },
      [this, hashes](const Result<std::vector<double>>& times) {
        measuring_ = false;
        if (!times && times.error().kind != ErrorKind::Cancelled) notices_.fail(times.error());
        for (Entry& entry : entries_)
          for (std::size_t i = 0; times && i < hashes.size(); ++i)
            if (entry.modelHash == hashes[i]) entry.milliseconds = (*times)[i];
        Q_EMIT changed();
      });
}

void ModelsModel::use(int mixer) {
  const auto all = mixing();
  if (mixer < 0 || mixer >= static_cast<int>(all.size()) || mixer == used()) return;
  const Entry& entry = *all[static_cast<std::size_t>(mixer)];
  if (used() < 0)
    return notices_.tell(
        tr("This document was made with an older model and stays with it. Begin a new one, or bring "
           "it over, to mix with another."));
  const QString name = QString::fromStdString(entry.pack.folder.filename().string());
  studio_.openModel(entry.modelHash, toGui<EngineInfo>(this, [this, name](const Result<EngineInfo>& engine) {
                      if (!engine) return notices_.fail(engine.error());
                      Preferences::setChosenModel(name);
                      Q_EMIT chosen(*engine);
                    }));
}

}  // namespace mien
