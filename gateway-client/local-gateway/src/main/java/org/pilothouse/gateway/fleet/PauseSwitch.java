package org.pilothouse.gateway.fleet;

import org.pilothouse.gateway.store.MetaStore;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.environment.Reconciliation;

/** Whether hosts may be changed. Survives the gateway: whoever paused it wants it paused after a restart too. */
final class PauseSwitch {
    private static final String NAME = "reconciliation";

    private final MetaStore store;
    private volatile Reconciliation state;

    PauseSwitch(MetaStore store) {
        this.store = store;
        this.state = store.find(NAME)
                .map(text -> Json.LENIENT.readValue(text, Reconciliation.class))
                .orElse(Reconciliation.ON);
    }

    Reconciliation state() {
        return state;
    }

    boolean paused() {
        return state.paused();
    }

    void set(Reconciliation next) {
        store.put(NAME, Json.LENIENT.writeValueAsString(next));
        state = next;
    }

    /** What stands in the way of every change meanwhile. */
    Problem problem() {
        Reconciliation now = state;
        return new Problem(
                Problem.Reason.RECONCILIATION_PAUSED,
                "Nothing is changed on the hosts: " + now.by() + " paused reconciliation (" + now.reason()
                        + "). It is done when somebody lets it go on.");
    }
}
