package rollcall.ui.controls;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;
import rollcall.ui.text.TimeFormat;

/// Searchable time zone selector. A value is always selected: after a search without a match, the
/// previous one is kept. Thread: FX.
public final class ZoneBox extends SearchableComboBox<ZoneBox.Choice> {
  private final Instant now;
  private @Nullable Choice previous;

  /// @param now the time at which the offsets beside the names are computed
  /// @param systemZone the zone of this computer, offered first
  public ZoneBox(Instant now, ZoneId systemZone) {
    this.now = now;
    getItems().add(new Choice(null, Messages.of("settings.time.computer", name(systemZone, now))));
    zones().map(zone -> new Choice(zone, name(zone, now))).forEach(getItems()::add);
    setMaxWidth(Double.MAX_VALUE);
    Label none = new Label(Messages.of("settings.time.none"));
    none.setWrapText(true);
    setPlaceholder(none);
    valueProperty().subscribe(choice -> previous = choice == null ? previous : choice);
    showingProperty()
        .subscribe(showing -> {
          if (!showing && getValue() == null) {
            setValue(previous);
          }
        });
  }

  /// Selects this zone, or null for that of the computer. Adds it to the list if it is missing,
  /// such as a fixed offset.
  public void choose(@Nullable ZoneId zone) {
    Optional<Choice> existing =
        getItems().stream().filter(choice -> Objects.equals(choice.zone(), zone)).findFirst();
    if (existing.isEmpty() && zone != null) {
      getItems().add(1, new Choice(zone, name(zone, now)));
      choose(zone);
    }
    existing.ifPresent(this::setValue);
  }

  /// The selected zone; empty for that of the computer.
  public Optional<ZoneId> chosen() {
    return Optional.ofNullable(getValue()).flatMap(choice -> Optional.ofNullable(choice.zone()));
  }

  /// The name with the offset, such as "Europe/Berlin (UTC+2)".
  public static String name(ZoneId zone, Instant now) {
    return TimeFormat.zoneAndOffset(zone, now);
  }

  /// The name without its area and offset, such as "Berlin".
  public static String shortName(ZoneId zone) {
    String id = TimeFormat.zone(zone);
    return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
  }

  /// Without three-letter names and POSIX offsets, which are obsolete or misleading.
  private static Stream<ZoneId> zones() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id ->
            id.matches(
                "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC"))
        .sorted()
        .map(ZoneId::of);
  }

  /// Time zone with its display name.
  ///
  /// @param zone null for that of the computer
  public record Choice(@Nullable ZoneId zone, String name) {
    @Override
    public String toString() {
      return name;
    }
  }
}
