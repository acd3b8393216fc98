package rollcall.ui.controls;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import org.controlsfx.control.SearchableComboBox;
import org.jspecify.annotations.Nullable;
import rollcall.ui.text.Messages;

/// A choice of time zone by its IANA name, with a field to search in. Something is always chosen:
/// whoever searches for a zone that there is not is told so, and keeps the one before. FX lane.
public final class ZoneBox extends SearchableComboBox<ZoneBox.Choice> {
  private final Instant now;
  private @Nullable Choice previous;

  /// @param now for the offsets that stand beside the names
  /// @param computers what "this computer" means; it is offered first
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

  /// Chooses this zone, or that of the computer. A name that is not offered, such as that of an
  /// offset, is from now on.
  public void choose(@Nullable ZoneId zone) {
    Optional<Choice> existing =
        getItems().stream().filter(choice -> Objects.equals(choice.zone(), zone)).findFirst();
    if (existing.isEmpty() && zone != null) {
      getItems().add(1, new Choice(zone, name(zone, now)));
      choose(zone);
    }
    existing.ifPresent(this::setValue);
  }

  /// The chosen zone; empty for that of the computer.
  public Optional<ZoneId> chosen() {
    return Optional.ofNullable(getValue()).flatMap(choice -> Optional.ofNullable(choice.zone()));
  }

  /// Such as "Europe/Berlin (UTC+2)".
  public static String name(ZoneId zone, Instant now) {
    ZoneOffset offset = zone.getRules().getOffset(now);
    String hours = offset.getTotalSeconds() == 0 ? "" : offset.getId();
    return zone.getId() + " (UTC" + hours.replaceFirst("^([+-])0", "$1").replace(":00", "") + ")";
  }

  /// Old three-letter names and POSIX signs confuse more than they help.
  private static Stream<ZoneId> zones() {
    return ZoneId.getAvailableZoneIds().stream()
        .filter(id ->
            id.matches(
                "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+|UTC"))
        .sorted()
        .map(ZoneId::of);
  }

  /// A zone with its name.
  ///
  /// @param zone null for that of the computer
  public record Choice(@Nullable ZoneId zone, String name) {
    @Override
    public String toString() {
      return name;
    }
  }
}
