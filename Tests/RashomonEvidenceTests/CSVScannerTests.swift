import RashomonText
import Testing

@testable import RashomonEvidence

struct CSVScannerTests {
  private func scan(_ bytes: [UInt8], chunkSize: Int = 4096) -> (fields: [[String]], ids: [String])
  {
    var scanner = CSVScanner(file: "x.csv")
    var fields: [[String]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      scanner.feed(Array(rest.prefix(chunkSize))) { fields.append($0.texts) }
      rest = rest.dropFirst(chunkSize)
    }
    scanner.finish { fields.append($0.texts) }
    return (fields, scanner.diagnostics.map(\.id))
  }

  private func scan(_ text: String) -> (fields: [[String]], ids: [String]) {
    scan(Array(text.utf8))
  }

  @Test(arguments: [
    ("a,b\n", [["a", "b"]]),
    ("a,b", [["a", "b"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]),
    (",\n", [["", ""]]),
    ("\"\",\"\"\n", [["", ""]]),
    ("\"a,b\",c\n", [["a,b", "c"]]),
    ("\"say \"\"no\"\"\",c\n", [["say \"no\"", "c"]]),
    ("\"\"\"\"\n", [["\""]]),
    ("\"a\nb\",c\n", [["a\nb", "c"]]),
    ("\"a\r\nb\",c\r\n", [["a\nb", "c"]]),
    ("\"a\n\n\"\n", [["a\n\n"]]),
    (" a , b \n", [[" a ", " b "]]),
    ("żółw,Мінск\n", [["żółw", "Мінск"]]),
    ("", []),
  ])
  func `reads what RFC 4180 allows`(text: String, fields: [[String]]) {
    let read = scan(text)
    #expect(read.fields == fields)
    #expect(read.ids == [])
  }

  @Test func `a byte-order mark elsewhere is text`() {
    #expect(scan("a\n\u{FEFF}b\n").fields == [["a"], ["\u{FEFF}b"]])
  }

  @Test func `chunks of any size give the same records and messages`() {
    let text =
      "\u{FEFF}id,note\r\n1,\"two\r\nlines, \"\"Мінск\"\"\"\r\n2,stray \" quote\r\n3,żółw\r\n4,\"open\r\n"
    let bytes = Array(text.utf8) + [0xFF]
    let whole = scan(bytes)
    #expect(whole.fields.count == 4)
    #expect(whole.ids == ["csv-stray-quote", "csv-invalid-utf8"])
    for size in 1...bytes.count {
      let chunked = scan(bytes, chunkSize: size)
      #expect(chunked.fields == whole.fields && chunked.ids == whole.ids, "chunks of \(size)")
    }
  }

  @Test(arguments: [
    [0xFF], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0x80],
  ])
  func `refuses bytes that are no UTF-8, overlong and surrogates too`(bytes: [UInt8]) {
    #expect(scan(Array("a,".utf8) + bytes + Array("\n".utf8)).ids == ["csv-invalid-utf8"])
  }

  @Test func `reports only the first problem of a record and every record that has one`() {
    #expect(scan("a\"b\"c,d\"e\nf\"g\n").ids == ["csv-stray-quote", "csv-stray-quote"])
  }

  /// The first line of a file is never read in one pass, so that it says what the others should.
  @Test func `lines read in one pass say what they say byte by byte`() {
    func see(_ bytes: [UInt8], line: Int) -> [String] {
      var seen: [String] = []
      var scanner = CSVScanner(file: "x.csv")
      let take = { (record: CSVRecord) in
        guard record.firstLine == line else { return }
        seen += record.texts + [record.isBroken ? "broken" : "good"]
        for field in record.fields {
          let site = record.site(of: field.raw)
          seen.append("\(site.column) \(site.width) \(site.sourceLine)")
        }
      }
      scanner.feed(bytes, emit: take)
      scanner.finish(emit: take)
      return seen + scanner.diagnostics.map { "\($0.id) \($0.column) \($0.width)" }
    }
    let pieces = ["a", ",", "\"", "\r", "ż", "\"\"", "\"a,b\""].map { Array($0.utf8) } + [[0xFF]]
    var last: [[UInt8]] = [[]]
    var lines = last
    for _ in 1...3 {
      last = last.flatMap { line in pieces.map { line + $0 } }
      lines += last
    }
    let different = lines.filter { line in
      see(line + [0x0A], line: 1) != see([0x78, 0x0A] + line + [0x0A], line: 2)
    }
    #expect(different == [])
    // The test says something only if both ways are taken.
    let simple = lines.count { line in
      var record = CSVRecord()
      return record.readSimpleLine(of: line + [0x0A], from: 0) != nil
    }
    #expect(simple > 60 && simple < lines.count - 60)
  }

  @Test func `a record of 20,000 lines is scanned in one pass`() {
    let text = "\"" + String(repeating: "line\n", count: 20_000) + "\",x\n"
    #expect(scan(text).fields[0][0].utf8.count == 100_000)
  }

  @Test func `passes on what its input throws`() {
    struct Unreadable: Error {}
    var chunks = 0
    let input = CSVInput(name: "sources.csv") { () throws(Unreadable) -> [UInt8]? in
      chunks += 1
      if chunks > 1 { throw Unreadable() }
      return Array("id,name\n".utf8)
    }
    #expect(throws: Unreadable.self) { try Source.read(input) }
  }
}
