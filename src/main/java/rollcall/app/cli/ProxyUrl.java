package rollcall.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import rollcall.slack.ProxySettings;
import rollcall.slack.ProxySettings.HttpProxy;

/// Converter of `--proxy`: the URL of an HTTP proxy, or `none`.
final class ProxyUrl implements ITypeConverter<ProxySettings> {
  @Override
  public ProxySettings convert(String text) {
    if (text.equals("none")) {
      return new ProxySettings.None();
    }
    try {
      ProxySettings proxy = ProxySettings.of(text);
      if (proxy instanceof ProxySettings.Manual(HttpProxy given, _) && given.user() != null) {
        throw new TypeConversionException(
            "Others on this computer can read the arguments of a program: give no user name and"
                + " password here, but in the variable https_proxy, or under Settings ▸ Connection.");
      }
      return proxy;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
