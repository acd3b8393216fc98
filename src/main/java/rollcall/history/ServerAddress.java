package rollcall.history;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Address of a database in a PostgreSQL server, as in
/// `postgresql://user@host:5432/db?sslmode=verify-full`. It never contains a password.
///
/// @param user name of the user; null for that of the operating system
/// @param sslMode one of the modes of libpq; `verify-full` unless the server is on this computer
/// @param rootCertificate file with the certificate authority of the server; null for those that
///   Java trusts
public record ServerAddress(
    String host,
    int port,
    String database,
    @Nullable String user,
    String sslMode,
    @Nullable String rootCertificate) {
  private static final int DEFAULT_PORT = 5432;
  private static final int LAST_PORT = 65_535;
  private static final String CONNECT_SECONDS = "10";

  /// Longest time of the whole sign-in: a server that accepts the connection may not answer.
  private static final String LOGIN_SECONDS = "20";

  /// Returns whether the text is an address of this kind.
  public static boolean isAddress(String text) {
    return text.startsWith("postgresql://") || text.startsWith("postgres://");
  }

  /// Parses an address.
  ///
  /// @throws IllegalArgumentException with a sentence when it cannot be used
  public static ServerAddress of(String text) {
    URI uri = uri(text);
    String user = uri.getUserInfo();
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException(
          "The address contains a password, which others on this computer can read: use PGPASSWORD"
              + " or the file .pgpass instead.");
    }
    String path = uri.getPath();
    if (!isAddress(text) || uri.getHost() == null || path == null || path.length() < 2) {
      throw noAddress(text);
    }
    String mode = isLoopback(uri.getHost()) ? "prefer" : "verify-full";
    String certificate = null;
    String query = uri.getRawQuery();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      String[] sides = parameter.split("=", 2);
      String value = sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8);
      switch (sides[0]) {
        case "sslmode" -> mode = value;
        case "sslrootcert" -> certificate = value;
        default ->
            throw new IllegalArgumentException(
                "The address may have the parameters sslmode and sslrootcert, not '"
                    + sides[0]
                    + "'.");
      }
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > LAST_PORT) {
      throw new IllegalArgumentException(
          "The port of the address must be between 1 and %s, was %s.".formatted(LAST_PORT, port));
    }
    return new ServerAddress(uri.getHost(), port, path.substring(1), user, mode, certificate);
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw noAddress(text);
    }
  }

  /// Error with the text, unless it may contain a password.
  private static IllegalArgumentException noAddress(String text) {
    String shown = text.replaceFirst("(?s)(^[a-z]+:/*)?.*[@?].*", "$1…");
    return new IllegalArgumentException(
        "'" + shown + "' is no address such as postgresql://user@host:5432/db.");
  }

  /// Returns whether the server is on this computer.
  public boolean isLocal() {
    return isLoopback(host);
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
  }

  /// Returns whether this is the same database by the same user, perhaps with other parameters.
  public boolean isSamePlace(ServerAddress other) {
    return toString().equals(other.toString());
  }

  /// Returns the address with its parameters, from which [#of] makes an equal one.
  String text() {
    String certificate =
        rootCertificate == null
            ? ""
            : "&sslrootcert=" + URLEncoder.encode(rootCertificate, StandardCharsets.UTF_8);
    return this + "?sslmode=" + sslMode + certificate;
  }

  String forDriver() {
    return "jdbc:postgresql://%s:%s/%s"
        .formatted(host, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
  }

  /// Properties for the driver.
  ///
  /// @param longestWrite longest time of a write
  Properties properties(@Nullable String password, Duration longestWrite) {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("sslmode", sslMode);
    if (rootCertificate != null) {
      properties.setProperty("sslrootcert", rootCertificate);
    } else if (sslMode.startsWith("verify")) {
      properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    properties.setProperty("currentSchema", PostgresDatabase.SCHEMA);
    properties.setProperty("ApplicationName", "rollcall");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", LOGIN_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("socketFactory", DatabaseSocketFactory.class.getName());
    properties.setProperty("socketFactoryArg", String.valueOf(longestWrite.toMillis()));
    return properties;
  }

  @Override
  public String toString() {
    return "postgresql://%s%s:%s/%s"
        .formatted(user == null ? "" : user + "@", host, port, database);
  }
}
