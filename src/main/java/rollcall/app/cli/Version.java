package rollcall.app.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// Version of Rollcall, read from its module.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"Rollcall " + number(), "Java " + Runtime.version()};
  }

  /// Such as `0.1.0`.
  public static String number() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("(unknown version)");
  }
}
