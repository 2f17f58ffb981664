import Foundation
import Testing

/// What the documents refer to is there.
struct HousePagesTests {
  private static let bibliography = "Docs/reference/bibliography.md"

  @Test func `every work that is cited is in the bibliography, and every entry is cited`() throws {
    let pattern = /\[([A-Z][A-Za-z]*[0-9]{4}[A-Za-z]*)[\],]/
    var cited: Set<String> = []
    var listed: [String] = []
    for path in try Repository.files(in: ["Sources", "Tests", "Docs", "Cases"])
    where [".swift", ".h", ".md"].contains(where: path.hasSuffix) {
      let keys = try Repository.text(of: path).matches(of: pattern).map { String($0.output.1) }
      if path == Self.bibliography { listed += keys } else { cited.formUnion(keys) }
    }
    #expect(cited.subtracting(listed).sorted() == [], "not in the bibliography")
    #expect(Set(listed).subtracting(cited).sorted() == [], "cited nowhere")
    #expect(listed == listed.sorted { $0.lowercased() < $1.lowercased() })
    #expect(Set(listed).count == listed.count)
  }

  @Test func `every page is listed in the index of the documents`() throws {
    let index = try Repository.text(of: "Docs/README.md")
    let missing = try Repository.files(in: ["Docs"], withExtension: "md").filter { path in
      path != "Docs/README.md" && !index.contains("(\(path.dropFirst(5)))")
    }
    #expect(missing == [])
  }

  @Test func `every file that a page names is there`() throws {
    // Examples of files that a reader would add.
    let examples = ["Weibull.swift"]
    let folders = try Repository.rootEntries().filter { !$0.contains(".") }
    var missing: [String] = []
    for page in try Repository.pages() {
      let text = try Repository.text(of: page)
      let named = text.matches(of: /`([A-Za-z.]+\/[^`\s]*)`/).map { String($0.output.1) }
      let linked = text.matches(of: /\]\(([^)#]+)[^)]*\)/).map { String($0.output.1) }
      let folder = page.split(separator: "/").dropLast().joined(separator: "/")
      let paths =
        named.filter { path in folders.contains { path.hasPrefix("\($0)/") } }
        + linked.filter { !$0.contains("://") }.map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
      missing += paths.filter { path in
        !path.contains("…") && !examples.contains { path.hasSuffix($0) }
          && !FileManager.default.fileExists(atPath: Repository.root.appending(path: path).path)
      }.map { "\(page): \($0)" }
    }
    #expect(missing == [])
  }

  @Test func `a page starts with its title and ends its blocks`() throws {
    for page in try Repository.pages() {
      let lines = try Repository.lines(of: page)
      #expect(lines[0].hasPrefix("# "), "\(page)")
      #expect(lines.filter { $0.hasPrefix("```") }.count.isMultiple(of: 2), "\(page)")
      #expect(lines.last == "", "\(page) ends without a line end")
    }
  }
}
