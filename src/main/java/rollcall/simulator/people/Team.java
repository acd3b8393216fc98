package rollcall.simulator.people;

import java.util.Locale;

/// Team of the simulated company; each has a channel and a user group.
public enum Team {
  ENGINEERING("Builds it"),
  DESIGN("Draws it"),
  SUPPORT("Answers for it"),
  OPERATIONS("Keeps it running"),
  SALES("Sells it");

  private final String purpose;

  Team(String purpose) {
    this.purpose = purpose;
  }

  /// The description of the team.
  public String purpose() {
    return purpose;
  }

  /// The name of its channel and the handle of its group.
  public String handle() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The display name.
  public String title() {
    return name().charAt(0) + handle().substring(1);
  }
}
