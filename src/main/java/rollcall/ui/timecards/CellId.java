package rollcall.ui.timecards;

import java.time.LocalDate;
import rollcall.presence.UserId;

/// Person and day: the key of a number in the grid.
record CellId(UserId user, LocalDate day) {}
