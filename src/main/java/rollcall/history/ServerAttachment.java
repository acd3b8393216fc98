package rollcall.history;

import java.util.UUID;

/// Attachment of a history file to a record on a server: the file's recorder hands over there.
///
/// @param id of this recorder: a copy of the file has the same
/// @param name of this recorder on the server
public record ServerAttachment(ServerAddress server, UUID id, String name) {}
