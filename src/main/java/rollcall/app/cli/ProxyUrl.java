package rollcall.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rollcall.slack.ProxySettings;

/// Converter of `--proxy`: the URL of an HTTP proxy, or `none`.
final class ProxyUrl implements ITypeConverter<ProxySettings> {
  @Override
  public ProxySettings convert(String text) {
    if (text.equals("none")) {
      return new ProxySettings.None();
    }
    try {
      return ProxySettings.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
