#include "app/model/missing_files.h"

#include <QFileInfo>
#include <mutex>
#include <thread>

namespace mien {

/// What the thread that looks knows of who asked, who may be gone by then.
struct MissingFiles::Asker {
  std::mutex mutex;
  MissingFiles* asker;
};

MissingFiles::MissingFiles(QObject* parent) : QObject(parent), me_(std::make_shared<Asker>()) {
  me_->asker = this;
}

MissingFiles::~MissingFiles() {
  const std::lock_guard lock(me_->mutex);
  me_->asker = nullptr;
}

void MissingFiles::look(const QStringList& paths) {
  if (looking_) return;
  looking_ = true;
  used_.clear();
  std::thread([me = me_, paths] {
    QSet<QString> missing;
    for (const QString& path : paths)
      if (!QFileInfo::exists(path)) missing.insert(path);
    const std::lock_guard lock(me->mutex);
    if (me->asker == nullptr) return;
    QMetaObject::invokeMethod(
        me->asker, [asker = me->asker, missing] { asker->take(missing); }, Qt::QueuedConnection);
  }).detach();
}

void MissingFiles::take(QSet<QString> missing) {
  looking_ = false;
  missing -= used_;
  if (missing == missing_) return;
  missing_ = std::move(missing);
  Q_EMIT changed();
}

void MissingFiles::isThere(const QString& path) {
  missing_.remove(path);
  used_.insert(path);
}

}  // namespace mien
