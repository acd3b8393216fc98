package rollcall.language;

import java.util.ListResourceBundle;

/// German sentences by their English patterns.
final class GermanSentences extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return new Object[][] {
      // History
      {
        "No space is left on the disk for %s: free some space and it will be written.",
        "Auf dem Datenträger ist kein Platz mehr für %s: Schaffen Sie Platz, dann wird es geschrieben."
      },
      {
        "The history %s is damaged: put %s in its place, or move it away to begin a new one.",
        "Der Verlauf %s ist beschädigt: Legen Sie %s an seine Stelle, oder verschieben Sie ihn, um einen neuen zu beginnen."
      },
      {"a copy of it", "eine Kopie davon"},
      {
        "%s is %s, so Rollcall left it as it is: choose another data directory, or move it away.",
        "%s ist %s und bleibt deshalb unverändert: Wählen Sie ein anderes Datenverzeichnis, oder verschieben Sie die Datei."
      },
      {"not a database", "keine Datenbank"},
      {"the database of another program", "die Datenbank eines anderen Programms"},
      {"the history of the workspace %s", "der Verlauf des Workspace %s"},
      {
        "Rollcall cannot write %s: make its directory writable for you, or choose another data directory.",
        "Rollcall kann %s nicht schreiben: Machen Sie das Verzeichnis für sich beschreibbar, oder wählen Sie ein anderes Datenverzeichnis."
      },
      {
        "There is no history at %s: record something first.",
        "Unter %s gibt es keinen Verlauf: Zeichnen Sie zuerst etwas auf."
      },
      {
        "The history %s is empty, but the log of its changes is not: the log is kept as %s, and a new history begins.",
        "Der Verlauf %s ist leer, das Protokoll seiner Änderungen aber nicht: Das Protokoll bleibt als %s erhalten, und ein neuer Verlauf beginnt."
      },
      {
        "The history %s was made by a newer Rollcall (format %s, this one writes %s), so this one only reads it: update Rollcall to record or to change anything.",
        "Der Verlauf %s stammt von einem neueren Rollcall (Format %s, dieses schreibt %s) und wird deshalb nur gelesen: Aktualisieren Sie Rollcall, um aufzuzeichnen oder etwas zu ändern."
      },
      {
        "The history %s was made by a newer Rollcall (format %s, this one knows %s), and this one cannot read it: update Rollcall.",
        "Der Verlauf %s stammt von einem neueren Rollcall (Format %s, dieses kennt %s) und kann nicht gelesen werden: Aktualisieren Sie Rollcall."
      },
      {
        "The history %s already holds something: import into another data directory, or move it away.",
        "Der Verlauf %s ist nicht leer: Importieren Sie in ein anderes Datenverzeichnis, oder verschieben Sie ihn."
      },
      {
        "Another Rollcall is already recording into %s: close it first, or choose another data directory.",
        "Ein anderes Rollcall zeichnet bereits in %s auf: Schließen Sie es zuerst, oder wählen Sie ein anderes Datenverzeichnis."
      },
      {
        "Another program, such as a database browser or a backup, has locked %s: close it there.",
        "Ein anderes Programm, etwa ein Datenbank-Browser oder eine Datensicherung, hat %s gesperrt: Schließen Sie die Datei dort."
      },
      {
        "Erasing is not finished, because the history %s is damaged: put %s in its place, or delete it. Rollcall erases the rest from what is there then.",
        "Das Löschen ist nicht abgeschlossen, weil der Verlauf %s beschädigt ist: Legen Sie %s an seine Stelle, oder löschen Sie ihn. Rollcall löscht dann den Rest aus dem, was da ist."
      },
      {
        "Erasing is not finished. %s Rollcall tries again at each start until nothing is left.",
        "Das Löschen ist nicht abgeschlossen. %s Rollcall versucht es bei jedem Start erneut, bis nichts mehr übrig ist."
      },
      {
        "Could not %s %s (%s): check the disk and try again.",
        "Auf %2$s konnte nicht zugegriffen werden (%3$s): Prüfen Sie den Datenträger, und versuchen Sie es erneut."
      },
      {
        "it is damaged; delete it and erase these people again, or erase everyone",
        "die Datei ist beschädigt; löschen Sie sie und löschen Sie diese Personen erneut, oder löschen Sie alle"
      },
      {
        "The backup %s cannot be written: that is not a regular file. Move it away.",
        "Die Sicherung %s kann nicht geschrieben werden: Das ist keine gewöhnliche Datei. Verschieben Sie sie."
      },
      {
        "This history is attached to %s as '%s': to attach it elsewhere, run 'rollcall history detach' first.",
        "Dieser Verlauf ist mit %s als „%s“ verbunden. Um ihn anders zu verbinden, führen Sie zuerst „rollcall history detach“ aus."
      },
      {
        "No history is open yet. Connect to a workspace first.",
        "Noch ist kein Verlauf geöffnet. Verbinden Sie sich zuerst mit einem Workspace."
      },
      {
        "Rollcall was stopped while it waited for the disk.",
        "Rollcall wurde beendet, während es auf den Datenträger wartete."
      },
      {
        "Rollcall hit a bug in itself while writing the history: %s",
        "Beim Schreiben des Verlaufs ist in Rollcall ein Fehler aufgetreten: %s"
      },
      {"There is no history to copy yet.", "Noch gibt es keinen Verlauf zum Kopieren."},
      {"Nothing has been recorded here yet.", "Hier wurde noch nichts aufgezeichnet."},

      // Proxy of a connection
      {"proxy %s:%s, %s", "Proxy %s:%s, %s"},
      {"no proxy: %s", "kein Proxy: %s"},
      {"no way out: %s", "kein Weg nach außen: %s"},
      {"the address is on this computer", "die Adresse ist auf diesem Computer"},
      {"chosen so", "so gewählt"},
      {"from the system's settings", "aus den Einstellungen des Systems"},
      {"the system's settings name none", "die Einstellungen des Systems nennen keinen"},
      {"from --proxy", "aus --proxy"},
      {"set by hand", "manuell eingestellt"},
      {"the list of exceptions has %s", "%s steht in der Liste der Ausnahmen"},
      {"from the variable %s", "aus der Variablen %s"},
      {"the variable no_proxy exempts %s", "die Variable no_proxy nimmt %s aus"},
      {
        "neither the system's settings nor a variable names one",
        "weder die Einstellungen des Systems noch eine Variable nennen einen"
      },

      // Files and exports
      {
        "%s belongs to the history itself. Choose another place for the export.",
        "%s gehört zum Verlauf selbst. Wählen Sie einen anderen Ort für den Export."
      },
      {
        "The links at %s go in a circle. Choose another place for the file.",
        "Die Verknüpfungen bei %s führen im Kreis. Wählen Sie einen anderen Ort für die Datei."
      },
      {"%s is a directory. Choose a file.", "%s ist ein Verzeichnis. Wählen Sie eine Datei."},
      {
        "The directory %s is read-only: make it writable, or choose another place.",
        "Das Verzeichnis %s ist schreibgeschützt: Machen Sie es beschreibbar, oder wählen Sie einen anderen Ort."
      },
      {
        "The file %s is read-only: make it writable, or choose another place.",
        "Die Datei %s ist schreibgeschützt: Machen Sie sie beschreibbar, oder wählen Sie einen anderen Ort."
      },
      {"%s is not a regular file.", "%s ist keine gewöhnliche Datei."},
      {
        "%s is not a regular file. Choose another place.",
        "%s ist keine gewöhnliche Datei. Wählen Sie einen anderen Ort."
      },
      {
        "%s is not the name of a ZIP file. Choose one that ends in .zip.",
        "%s ist nicht der Name einer ZIP-Datei. Wählen Sie einen, der auf .zip endet."
      },
      {
        "No workspace is open yet: connect to Slack first.",
        "Noch ist kein Workspace geöffnet: Verbinden Sie sich zuerst mit Slack."
      },
      {
        "%s is not a regular file: move it away, or export without a .meta.json file (--no-meta).",
        "%s ist keine gewöhnliche Datei: Verschieben Sie sie, oder exportieren Sie ohne .meta.json-Datei (--no-meta)."
      },
      {
        "Nothing can be written to %s. Choose another place.",
        "Nach %s kann nichts geschrieben werden. Wählen Sie einen anderen Ort."
      },
      {
        "%s has the name of a JSON file, and an export is a CSV file. Choose another name.",
        "%s heißt wie eine JSON-Datei, und ein Export ist eine CSV-Datei. Wählen Sie einen anderen Namen."
      },
      {"%s cannot be written: %s.", "%s kann nicht geschrieben werden: %s."},
      {
        "That is more than fits on the clipboard. Choose fewer people or days, or export a file.",
        "Das ist mehr, als in die Zwischenablage passt. Wählen Sie weniger Personen oder Tage, oder exportieren Sie eine Datei."
      },
      {
        "Rollcall cannot look into %s: make it a directory that you can read, or choose another data directory.",
        "Rollcall kann nicht in %s hineinsehen: Machen Sie es zu einem Verzeichnis, das Sie lesen können, oder wählen Sie ein anderes Datenverzeichnis."
      },

      // Secrets and certificates
      {
        "This computer's password store did not answer.",
        "Der Passwortspeicher dieses Computers hat nicht geantwortet."
      },
      {
        "This computer's password store did not take the secret.",
        "Der Passwortspeicher dieses Computers hat die Angabe nicht angenommen."
      },
      {
        "The file with your secrets, %s, cannot be read; delete it and enter them again.",
        "Die Datei mit Ihren Zugangsdaten, %s, kann nicht gelesen werden; löschen Sie sie und geben Sie die Daten erneut ein."
      },
      {
        "Other users of this computer can use the file with your secrets, %s, so it is not used; delete it, and enter a new token.",
        "Andere Benutzer dieses Computers haben Zugriff auf die Datei mit Ihren Zugangsdaten, %s, deshalb wird sie nicht verwendet; löschen Sie sie und geben Sie ein neues Token ein."
      },
      {
        "The file with your secrets, %s, cannot be written.",
        "Die Datei mit Ihren Zugangsdaten, %s, kann nicht geschrieben werden."
      },
      {
        "A token that starts with '%s-' is not used here: the one needed starts with xoxb- or xoxp-.",
        "Ein Token, das mit „%s-“ beginnt, wird hier nicht verwendet: Benötigt wird eines, das mit xoxb- oder xoxp- beginnt."
      },
      {
        "This cannot be a token: it is empty, or has blanks.",
        "Das kann kein Token sein: Es ist leer oder enthält Leerzeichen."
      },
      {
        "The file %s holds no certificate in PEM form.",
        "Die Datei %s enthält kein Zertifikat im PEM-Format."
      },
      {"There is no file %s.", "Die Datei %s gibt es nicht."},
      {"The file %s cannot be read.", "Die Datei %s kann nicht gelesen werden."},
      {"The file %s holds no certificate.", "Die Datei %s enthält kein Zertifikat."},
      {
        "No certificate in the file %s is valid yet.",
        "Kein Zertifikat in der Datei %s ist schon gültig."
      },
      {
        "No certificate in the file %s is valid: some have expired, others begin later.",
        "Kein Zertifikat in der Datei %s ist gültig: Einige sind abgelaufen, andere gelten erst später."
      },
      {
        "The certificate in the file %s expired on %s.",
        "Das Zertifikat in der Datei %s ist am %s abgelaufen."
      },
      {
        "All certificates in the file %s have expired, the last one on %s.",
        "Alle Zertifikate in der Datei %s sind abgelaufen, das letzte am %s."
      },
      {
        "The certificates read from it before are still trusted.",
        "Den zuvor daraus gelesenen Zertifikaten wird weiterhin vertraut."
      },
      {
        "Until it can be used, only the certificates that this computer trusts are.",
        "Bis sie verwendet werden kann, wird nur den Zertifikaten vertraut, denen dieser Computer vertraut."
      },
      {
        "Rollcall was started with --ca-file %s, which counts until it is closed.",
        "Rollcall wurde mit --ca-file %s gestartet; das gilt, bis es beendet wird."
      },

      // Waiting alerts and messages
      {
        "The waiting alerts and messages in %s cannot be read: none of them is sent.",
        "Die wartenden Hinweise und Nachrichten in %s können nicht gelesen werden: Nichts davon wird gesendet."
      },
      {
        "The waiting alerts and messages in %s cannot be read: make it a file that is yours, in a directory that is yours.",
        "Die wartenden Hinweise und Nachrichten in %s können nicht gelesen werden: Die Datei und ihr Verzeichnis müssen Ihnen gehören."
      },
      {
        "The waiting alerts and messages could not be saved to %s: make its directory writable for you.",
        "Die wartenden Hinweise und Nachrichten konnten nicht in %s gespeichert werden: Machen Sie das Verzeichnis für sich beschreibbar."
      },

      // Settings
      {
        "The settings in %s cannot be read: make it a file that is yours, in a directory that is yours.",
        "Die Einstellungen in %s können nicht gelesen werden: Die Datei und ihr Verzeichnis müssen Ihnen gehören."
      },
      {
        "The settings could not be saved to %s: make its directory writable for you, or choose another data directory.",
        "Die Einstellungen konnten nicht in %s gespeichert werden: Machen Sie das Verzeichnis für sich beschreibbar, oder wählen Sie ein anderes Datenverzeichnis."
      },
      {
        "The settings were out of reach and can be read again: nothing was changed. Retry first.",
        "Die Einstellungen waren nicht erreichbar und sind wieder lesbar: Nichts wurde geändert. Versuchen Sie es zuerst erneut."
      },
      {
        "The recording hours cannot be read, and they protect people: choose them under Settings ▸ Recording first, and then resume.",
        "Die Aufzeichnungszeiten sind nicht lesbar, und sie schützen Personen: Wählen Sie sie zuerst unter Einstellungen ▸ Aufzeichnung, und setzen Sie dann fort."
      },
      {
        "The list of the paused people cannot be read, and a pause protects a person: correct the file of the settings, or resume everyone under Settings ▸ People, and then resume.",
        "Die Liste der angehaltenen Personen ist nicht lesbar, und eine Pause schützt eine Person: Korrigieren Sie die Datei der Einstellungen, oder setzen Sie alle unter Einstellungen ▸ Personen fort, und setzen Sie dann die Aufzeichnung fort."
      },
      {
        "The proxy in the settings cannot be read, and Rollcall does not connect without knowing it: choose it under Settings ▸ Proxy, or correct the file.",
        "Der Proxy in den Einstellungen ist nicht lesbar, und ohne ihn zu kennen verbindet sich Rollcall nicht: Wählen Sie ihn unter Einstellungen ▸ Proxy, oder korrigieren Sie die Datei."
      },
      {
        "The apiUrl in the settings cannot be read, and Rollcall sends your token to no other address: correct the file, or start with --api-url.",
        "Die apiUrl in den Einstellungen ist nicht lesbar, und Rollcall sendet Ihr Token an keine andere Adresse: Korrigieren Sie die Datei, oder starten Sie mit --api-url."
      },
      {"Some settings cannot be read. %s", "Einige Einstellungen können nicht gelesen werden. %s"},
      {
        "The file of the settings is empty. Until you choose who is recorded, when, and how long that is kept, nothing is recorded and nothing is deleted for its age.",
        "Die Datei der Einstellungen ist leer. Bis Sie wählen, wer wann aufgezeichnet wird und wie lange das erhalten bleibt, wird nichts aufgezeichnet und nichts wegen seines Alters gelöscht."
      },
      {
        "The file of the settings is no JSON object. Until you choose who is recorded, when, and how long that is kept, nothing is recorded and nothing is deleted for its age.",
        "Die Datei der Einstellungen ist kein JSON-Objekt. Bis Sie wählen, wer wann aufgezeichnet wird und wie lange das erhalten bleibt, wird nichts aufgezeichnet und nichts wegen seines Alters gelöscht."
      },
      {"The file as it was is kept as %s.", "Die bisherige Datei bleibt als %s erhalten."},
      {
        "%s must be %s, was %s: until it is corrected, %s.",
        "%s muss %s sein, ist aber %s. Bis zur Korrektur gilt: %s."
      },
      {
        "%s must be written %s: until it is corrected, %s.",
        "%s muss %s geschrieben werden. Bis zur Korrektur gilt: %s."
      },
      {"missing", "nicht vorhanden"},
      {"an object in braces", "ein Objekt in geschweiften Klammern"},
      {"a list", "eine Liste"},
      {"true or false", "true oder false"},
      {"a whole number from %s to %s", "eine ganze Zahl von %s bis %s"},
      {"a word such as %s", "ein Wort wie %s"},
      {"%s counts", "es zählt %s"},
      {"the default counts", "es zählt der Standard"},
      {"an https address that ends in /", "eine https-Adresse, die mit / endet"},
      {
        "a kind (system, none, environment or manual with host, port and user)",
        "eine Art (system, none, environment oder manual mit host, port und user)"
      },
      {"Rollcall does not connect", "Rollcall verbindet sich nicht"},
      {"a file or null", "eine Datei oder null"},
      {
        "no certificates beside those of this computer and of Java are trusted",
        "nur den Zertifikaten dieses Computers und von Java wird vertraut"
      },
      {"a user id", "die ID einer Person"},
      {
        "the window watches those who can be read, and the command line no one",
        "das Fenster beobachtet die lesbaren Personen, die Befehlszeile niemanden"
      },
      {"dnd, status or huddle", "dnd, status oder huddle"},
      {
        "only what can be read here is stored beside presence",
        "neben der Präsenz wird nur gespeichert, was hier lesbar ist"
      },
      {
        "a time zone such as \"Europe/Berlin\", or null",
        "eine Zeitzone wie \"Europe/Berlin\" oder null"
      },
      {"this computer's time zone counts", "es zählt die Zeitzone dieses Computers"},
      {"recording is paused", "die Aufzeichnung ist angehalten"},
      {"automatic, light or dark", "automatic, light oder dark"},
      {"automatic, live or polling", "automatic, live oder polling"},
      {"debug, info, warning or error", "debug, info, warning oder error"},
      {"info counts", "es zählt info"},
      {
        "The mode in the settings cannot be read, and Rollcall does not connect without knowing it: choose it under Settings ▸ Connection, or correct the file.",
        "Der Modus in den Einstellungen ist nicht lesbar, und ohne ihn zu kennen verbindet sich Rollcall nicht: Wählen Sie ihn unter Einstellungen ▸ Verbindung, oder korrigieren Sie die Datei."
      },
      {"automatic counts", "es zählt automatic"},
      {
        "nothing is deleted for its age, and time is counted as usual",
        "nichts wird wegen seines Alters gelöscht, und die Zeit wird wie üblich gezählt"
      },
      {"nothing is deleted for its age", "nichts wird wegen seines Alters gelöscht"},
      {"a time such as 04:00", "eine Uhrzeit wie 04:00"},
      {"a time such as 08:00", "eine Uhrzeit wie 08:00"},
      {"a time such as 18:00", "eine Uhrzeit wie 18:00"},
      {"a list of weekdays such as [\"monday\"]", "eine Liste von Wochentagen wie [\"monday\"]"},
      {
        "nothing is recorded, because recording hours protect people",
        "nichts wird aufgezeichnet, denn Aufzeichnungszeiten schützen Personen"
      },
      {
        "the export begins as usual, with names hidden",
        "der Export beginnt wie üblich, mit verborgenen Namen"
      },
      {"a list of columns such as [\"dnd_h\"]", "eine Liste von Spalten wie [\"dnd_h\"]"},
      {"there are none", "es gibt keine"},
      {"names are hidden", "die Namen sind verborgen"},
      {"a directory or null", "ein Verzeichnis oder null"},
      {"none is remembered", "keines ist gemerkt"},
      {"no channel and no group is followed", "keinem Kanal und keiner Gruppe wird gefolgt"},
      {
        "{\"kind\": \"channel\" or \"group\", \"id\", \"name\", \"members\": [ids], \"leftOut\": [ids]}",
        "{\"kind\": \"channel\" oder \"group\", \"id\", \"name\", \"members\": [IDs], \"leftOut\": [IDs]}"
      },
      {"it is not followed", "ihm wird nicht gefolgt"},
      {"the workspace of the token counts", "der Workspace des Tokens zählt"},
      {"{\"id\", \"name\"} or null", "{\"id\", \"name\"} oder null"},
      {
        "The token is that of another workspace, %s (%s), than the people of the list: nothing is recorded. Add it as a workspace of its own.",
        "Das Token ist das eines anderen Workspace, %s (%s), als die Personen der Liste: Nichts wird aufgezeichnet. Fügen Sie ihn als eigenen Workspace hinzu."
      },
      {
        "There are several workspaces: %s. Name one with --workspace.",
        "Es gibt mehrere Workspaces: %s. Nennen Sie einen mit --workspace."
      },
      {"There is no workspace '%s'. There is %s.", "Es gibt keinen Workspace „%s“. Es gibt %s."},
      {"'%s' could be %s. Use the id.", "„%s“ kann %s sein. Verwenden Sie die ID."},
      {"people are not grouped", "die Personen sind nicht gruppiert"},
      {"{\"name\", \"members\": [ids]}", "{\"name\", \"members\": [IDs]}"},
      {"the group is not shown", "die Gruppe wird nicht gezeigt"},
      {
        "none, mine, user_group, channel, zone or state",
        "none, mine, user_group, channel, zone oder state"
      },
      {"a text or null", "ein Text oder null"},
      {"names are hidden at the start", "die Namen sind beim Start verborgen"},
      {
        "names are hidden at the start, and no statement counts",
        "die Namen sind beim Start verborgen, und keine Angabe zählt"
      },
      {"the statement does not count", "die Angabe zählt nicht"},
      {"the notice is not listed", "der Hinweis ist nicht aufgeführt"},
      {"the usual notice is shown", "der übliche Hinweis wird gezeigt"},
      {
        "{\"day\": \"2026-11-30\", \"people\": [ids]}",
        "{\"day\": \"2026-11-30\", \"people\": [IDs]}"
      },
      {
        "{\"id\", \"days\": a whole number from 0 to 36500}",
        "{\"id\", \"days\": eine ganze Zahl von 0 bis 36500}"
      },
      {
        "nothing is recorded, and nothing is deleted for its age",
        "nichts wird aufgezeichnet und nichts wegen seines Alters gelöscht"
      },
      {
        "nothing is recorded, because that person may be paused",
        "nichts wird aufgezeichnet, denn diese Person kann angehalten sein"
      },
      {
        "new members wait until they are confirmed",
        "neue Mitglieder warten, bis sie bestätigt sind"
      },
      // Notifications, and people who leave
      {
        "One connection can follow at most %s people: pause someone else first.",
        "Eine Verbindung kann höchstens %s Personen folgen: Halten Sie zuerst jemand anderen an."
      },
      {"a time such as \"22:00\", or null", "eine Uhrzeit wie \"22:00\" oder null"},
      {
        "the window asks again whether to keep the history of that person",
        "das Fenster fragt noch einmal, ob der Verlauf dieser Person bleibt"
      },
      {
        "This is the record of others, which is only shown here: have it changed where it is recorded.",
        "Das ist die Aufzeichnung anderer, die hier nur gezeigt wird: Lassen Sie sie dort ändern, wo sie entsteht."
      },
      {
        "%s offers no connection that can be trusted (%s): install a certificate there, and name the file of its authority with ?sslrootcert=FILE.",
        "%s bietet keine vertrauenswürdige Verbindung an (%s): Installieren Sie dort ein Zertifikat, und nennen Sie die Datei seiner Zertifizierungsstelle mit ?sslrootcert=DATEI."
      },
      {
        "%s refuses this user or the password: check both, in PGPASSWORD or the file .pgpass.",
        "%s lehnt diesen Benutzer oder das Passwort ab: Prüfen Sie beides, in PGPASSWORD oder der Datei .pgpass."
      },
      {
        "%s does not let this user sign in from this computer (%s): its administrator can allow that, in pg_hba.conf.",
        "%s lässt diesen Benutzer von diesem Computer aus nicht zu (%s): Das kann die Administration dort in pg_hba.conf erlauben."
      },
      {
        "There is no such database as %s: create it with 'createdb' first.",
        "Die Datenbank %s gibt es nicht: Legen Sie sie zuerst mit 'createdb' an."
      },
      {
        "This user of %s may not %s it: connect as its owner; to read, the role rollcall_viewer is enough, and to record, rollcall_recorder.",
        "Diesem Benutzer von %1$s fehlen die Rechte: Verbinden Sie sich als Eigentümer; zum Lesen genügt die Rolle rollcall_viewer, zum Aufzeichnen rollcall_recorder."
      },
      {
        "%s is a replica that can only be read: use the address of the primary server.",
        "%s ist eine Replik, die nur gelesen werden kann: Verwenden Sie die Adresse des primären Servers."
      },
      {
        "The disk of %s is full: free some space there, and try again.",
        "Der Datenträger von %s ist voll: Schaffen Sie dort Platz, und versuchen Sie es erneut."
      },
      {
        "%s is locked by another program, such as an update or a backup: try again when it ended.",
        "%s ist durch ein anderes Programm gesperrt, etwa eine Aktualisierung oder eine Sicherung: Versuchen Sie es danach erneut."
      },
      {
        "%s wants a password, and %s is ignored because others may read it: allow only yourself to, as by 'chmod 600', or set PGPASSWORD.",
        "%s verlangt ein Passwort, und %s bleibt unberücksichtigt, weil auch andere die Datei lesen dürfen: Erlauben Sie es nur sich selbst, etwa mit 'chmod 600', oder setzen Sie PGPASSWORD."
      },
      {
        "%s refuses the connection (%s): set PGPASSWORD, or write the password into the file .pgpass.",
        "%s lehnt die Verbindung ab (%s): Setzen Sie PGPASSWORD, oder schreiben Sie das Passwort in die Datei .pgpass."
      },
      {
        "%s cannot be reached (%s): check the address, the network and the server.",
        "%s ist nicht erreichbar (%s): Prüfen Sie die Adresse, das Netz und den Server."
      },
      {
        "Could not %s %s (%s): look into the log of the server.",
        "%2$s meldet einen Fehler (%3$s): Sehen Sie in das Protokoll des Servers."
      },
      {
        "holds no record yet: its owner runs 'rollcall history init' first",
        "enthält noch keine Aufzeichnung: Der Eigentümer führt zuerst 'rollcall history init' aus"
      },
      {
        "has an older format: its owner runs 'rollcall history init'",
        "hat ein älteres Format: Der Eigentümer führt 'rollcall history init' aus"
      },
      {
        "holds no complete record yet: 'rollcall history copy' has not finished",
        "enthält noch keine vollständige Aufzeichnung: 'rollcall history copy' ist nicht fertig"
      },
      {"there are no notifications", "es gibt keine Benachrichtigungen"},
      {"there are no notifications of this kind", "es gibt keine Benachrichtigungen dieser Art"},
    };
  }
}
