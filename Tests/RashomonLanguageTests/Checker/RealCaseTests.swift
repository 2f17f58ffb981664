import Foundation
import RashomonModel
import RashomonText
import Testing

@testable import RashomonLanguage

struct RealCaseTests {
  @Test(arguments: CaseTexts.folders)
  func `every case of the repository has no errors`(_ folder: URL) throws {
    let checked = try CaseTexts.check(folder)
    let errors = checked.diagnostics.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors.map(\.rendered).joined(separator: "\n\n"))")
    #expect(checked.models.first?.id == "common-ground")
  }
}
