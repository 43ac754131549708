import Datasets
import Storage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files that the words after `load` name: files, folders with all that is in them, patterns with `*`, `?` and `[]`
/// where no shell took care of them. In the order of the words, and within one in that of the names.
struct LoadFiles {
  struct File: Hashable {
    var path: String
    /// Named itself, not found in a folder.
    var isNamed: Bool
  }

  /// How deep folders within folders are followed.
  static let depth = 12

  private(set) var files: [File] = []

  /// Throws where a word names nothing.
  init(_ words: [String]) throws {
    for word in words {
      let path = Paths.expanded(word)
      if Paths.isFolder(path) {
        let before = files.count
        add(folder: path, depth: 0)
        guard files.count > before else {
          throw SourceError.unreadable(file: Paths.name(of: path), reason: "there is no file in the folder")
        }
      } else if Paths.exists(path) || !path.contains(where: { "*?[".contains($0) }) {
        guard Paths.exists(path) else {
          throw SourceError.unreadable(file: Paths.name(of: path), reason: "there is no such file")
        }
        files.append(File(path: path, isNamed: true))
      } else {
        let found = Self.matches(path)
        guard !found.isEmpty else {
          throw SourceError.unreadable(file: Paths.name(of: path), reason: "no file has a name like that")
        }
        files += found.map { File(path: $0, isNamed: true) }
      }
    }
    var seen: Set<String> = []
    files.removeAll { !seen.insert($0.path).inserted }
  }

  /// Hidden entries and links to folders are passed over.
  private mutating func add(folder: String, depth: Int) {
    for name in Paths.entries(of: folder) where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if Paths.isFolder(path) {
        if depth < Self.depth, !Paths.isLink(path) { add(folder: path, depth: depth + 1) }
      } else {
        files.append(File(path: path, isNamed: false))
      }
    }
  }

  /// Files that a pattern fits, in the order of their names.
  private static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
      .filter { !Paths.isFolder($0) }.sorted()
  }
}

/// Files of one format on their way into one dataset.
struct LoadGroup {
  var format: DatasetFormat
  /// Why the first was taken for it; nil where the format was asked for.
  var sniffed: String?
  var files: [String]
  /// Some of the files were named, and did not come of a folder.
  var hasNamed = false
}

/// Files by their formats, in the order of first appearance.
struct LoadGroups {
  private(set) var groups: [LoadGroup] = []
  /// Of folders: files in no known format, and why.
  private(set) var passedOver: [(file: String, reason: String)] = []

  /// `fallback` is the format of a file whose content tells none. Throws what sniffing throws of a file that was named.
  init(_ files: [LoadFiles.File], format: DatasetFormat?, fallback: DatasetFormat?) throws {
    for file in files {
      if let format {
        add(file, format, nil)
        continue
      }
      do {
        let sniffed = try SourceReader.sniff(path: file.path)
        add(file, sniffed.format, sniffed.reason)
      } catch let error as SourceError {
        if case .unknownFormat = error, let fallback {
          add(file, fallback, "the dataset's columns were mapped before")
        } else if !file.isNamed, let reason = error.passing {
          passedOver.append((Paths.name(of: file.path), reason))
        } else {
          throw error
        }
      }
    }
    // Raw measurements are scored by the fingerprints that are there before them.
    let (marks, others) = (
      groups.filter { $0.format.name == "fingerprints" }, groups.filter { $0.format.name != "fingerprints" }
    )
    groups = marks + others
  }

  private mutating func add(_ file: LoadFiles.File, _ format: DatasetFormat, _ reason: String?) {
    if let place = groups.firstIndex(where: { $0.format == format }) {
      groups[place].files.append(file.path)
      groups[place].hasNamed = groups[place].hasNamed || file.isNamed
    } else {
      groups.append(LoadGroup(format: format, sniffed: reason, files: [file.path], hasNamed: file.isNamed))
    }
  }
}

extension SourceError {
  /// Why a file of a folder is passed over; nil where it is not: a damaged file is an error wherever it lies.
  fileprivate var passing: String? {
    switch self {
    case .empty: "it is empty"
    case .packed(_, let what, _): "it is \(what)"
    case .unknownFormat: "it is in no format that is known here"
    case .unreadable, .wrongFormat, .missingColumns, .mappedColumnAbsent, .unknownMappedField, .missingValue, .tooLarge:
      nil
    }
  }
}
