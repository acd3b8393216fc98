package rollcall.simulator;

/// Something that can be made to happen in the workspace: trouble, or a change among its people.
public sealed interface ScriptAction permits WorkspaceChange, Fault {}
