#pragma once
#include <QString>
#include <functional>
#include <string>

#include "core/project/carried.h"
#include "core/project/project.h"

namespace mien {

/// What the file of a photograph is called, by its digest; empty where nobody knows.
using PhotoNames = std::function<QString(const std::string& digest)>;

/// What a photograph is called of which nothing else is known.
QString labelByDigest(const std::string& digest);

/// A project that makes what a picture or film says it is made of. Its photographs must be found first.
Project projectOfCarried(const Carried& carried, const PhotoNames& names);

}  // namespace mien
