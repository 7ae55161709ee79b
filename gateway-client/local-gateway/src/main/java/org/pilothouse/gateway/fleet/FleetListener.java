package org.pilothouse.gateway.fleet;

/** Hears what the fleet sees. Called from reconciler threads; must return soon and not throw. */
public interface FleetListener {
    /** The observation of an environment was renewed; {@link Fleet#observation} has it. */
    void observed(String environmentId);

    /** Nothing of the environment is left anywhere; its record is archived. */
    void gone(String environmentId);

    /** Health or facts of a host changed. */
    void hostChanged(String hostId);
}
