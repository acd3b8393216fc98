/// Program that uses the Slack client as a module.
module consumer {
  requires rollcall.slack;
}
