package import RashomonAnalysis

/// Writes an explanation as a matrix of competing hypotheses, whole or not at all.
///
/// *Precondition*: the explanation is of all accounts, against common ground.
///
/// *Errors*: `OutsideProblem`.
package func writeAch(_ found: Explanation, to path: String) throws {
  try CaseFolder.write(csv(achTable(of: found)), to: path)
}
