#include "store/errors.hpp"

#include <sqlite3.h>

namespace yingda::store {

Severity severity_of(const SQLite::Exception& error) {
  switch (error.getExtendedErrorCode()) {
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
      return Severity::fatal;
    default:
      break;
  }
  switch (error.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Severity::fatal;
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
      return Severity::batch;
    default:
      return Severity::storage;
  }
}

std::string_view kind_of(const SQLite::Exception& error) {
  if (error.getExtendedErrorCode() == SQLITE_IOERR_FSYNC ||
      error.getExtendedErrorCode() == SQLITE_IOERR_DIR_FSYNC) {
    return "sync";
  }
  switch (error.getErrorCode()) {
    case SQLITE_FULL:
      return "full";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "busy";
    case SQLITE_IOERR:
      return "write";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "corrupt";
    default:
      return "other";
  }
}

Error unavailable(const SQLite::Exception& error) {
  return {ErrorCode::unavailable,
          "the store cannot be used at the moment: " + std::string(error.what())};
}

}  // namespace yingda::store
