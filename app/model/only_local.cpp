#include "app/model/only_local.h"

#include <QNetworkAccessManager>
#include <QNetworkRequest>

namespace mien {
namespace {

using namespace Qt::StringLiterals;

class Manager : public QNetworkAccessManager {
 public:
  using QNetworkAccessManager::QNetworkAccessManager;

 protected:
  QNetworkReply* createRequest(Operation operation, const QNetworkRequest& request, QIODevice* data) override {
    const QString scheme = request.url().scheme();
    const bool local = scheme == u"qrc"_s || scheme == u"file"_s || scheme == u"image"_s;
    if (local && operation == GetOperation) return QNetworkAccessManager::createRequest(operation, request, data);
    // No address: a reply that fails.
    return QNetworkAccessManager::createRequest(GetOperation, QNetworkRequest(), nullptr);
  }
};

}  // namespace

QNetworkAccessManager* OnlyLocal::create(QObject* parent) {
  return new Manager(parent);
}

}  // namespace mien
