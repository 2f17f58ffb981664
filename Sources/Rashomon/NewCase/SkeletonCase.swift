import RashomonText

/// The files of a case to start from: two accounts of a made-up crisis, a handful of rows, and beside
/// each thing what to put in its place.
func skeletonFiles(named name: String) -> [(path: String, text: String)] {
  [
    ("\(name).crisis", crisis(named: name)),
    ("accounts/accident.account", accident), ("accounts/design.account", design),
    ("evidence.csv", evidence), ("sources.csv", sources), ("set-aside.csv", "id,reason\n"),
    ("outcomes.csv", "question,outcome,resolved_on,url,note\n"), ("README.md", readme(named: name)),
    ("CHANGES.md", changes),
  ]
}

private func crisis(named name: String) -> String {
  """
  # The frame: what could be seen, whoever is right. Replace everything in this file by your own.
  crisis \(quoted(name))

  # A step is a day; every course of events runs over exactly these days.
  period 2024-01-01 to 2024-03-31

  # The texts that argue about it, one block each; an account says `by` which it is.
  source first_author {
    title "It was an accident" author "A. Author" outlet "A paper" date 2024-01-10
  }
  source second_author {
    title "It was meant" author "B. Author" outlet "Another paper" date 2024-01-12
  }

  # An observable is something that either happens on a day (event), is so or not (status) or is counted (number of …).
  # `usual` is what someone expects who knows only how often such things happen, with the reason.
  observable apology: event, once "The government apologises"
    usual unlikely by 2024-03-31  because "an assumption: one in three such cases"
  observable arrests: event, once "Officials are arrested"
    usual very unlikely by 2024-03-31  because "an assumption: rare"
  observable second_incident: event, once "It happens again"
    usual very unlikely by 2024-03-31  because "an assumption: twice in a decade"

  # What the forecasts answer, each in terms of the observables above.
  question again "Does it happen again by the end of March 2024?" opens 2024-01-15
    = second_incident by 2024-03-31

  """
}

private let accident = """
  # One rival explanation a file. Say what it expects, with one word of probability, and where its author says so.
  account "It was an accident" by first_author

  expects apology by 2024-03-31: likely  @first_author
  expects arrests by 2024-03-31: roughly even  @first_author
  expects second_incident: half as likely  @first_author

  # What the author says of a question; it is set beside what the account implies, and never weighed.
  verdict again: unlikely  @first_author

  """

private let design = """
  account "It was meant" by second_author

  # What nobody can see, and what follows from it.
  hidden plan "there is a plan behind it" is very likely  @second_author

  expects second_incident by 2024-03-31: likely if plan, very unlikely otherwise  @second_author
  expects apology: half as likely  @second_author
  expects arrests by 2024-03-31: almost no chance  @second_author

  """

private let evidence = """
  id,occurred,reported,observable,value,low,high,unit,grade,source,origin,supersedes,url,note
  R01,2024-01-20,2024-01-21,arrests,0,,,,B2,wire,,,,"No arrest so far, says the ministry"
  R02,2024-02-05,2024-02-05,apology,1,,,,B2,wire,,,,An apology on television
  R03,2024-02-28,2024-02-29,second_incident,0,,,,C3,paper,,,,A rumour that proved wrong

  """

private let sources = """
  id,name,stance,reliability
  wire,A news agency,independent,B
  paper,A local paper,independent,C

  """

private func readme(named name: String) -> String {
  """
  # \(name)

  Say here what the case is about, which texts it encodes, and what was decided on the way.

      rashomon check \(name)
      rashomon weigh \(name)

  1. `\(name).crisis`: the period, the observables with what is usual, the questions.
  2. `accounts`: one file for each explanation; the file's name is its id.
  3. `evidence.csv`: a row for each dated report; `grade` says how far to trust it. `set-aside.csv`: what was not used, and why.
  4. `outcomes.csv`: how the questions came out, once they did.

  """
}

private let changes = """
  # Changes after the first weighing

  Each with its reason and the posterior before and after.

  """
