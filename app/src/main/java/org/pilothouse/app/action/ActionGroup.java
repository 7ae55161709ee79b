package org.pilothouse.app.action;

import java.util.List;

/**
 * Actions that are there together.
 *
 * @param title as the help page heads them
 */
public record ActionGroup(String title, List<Action> actions) {
    public ActionGroup {
        actions = List.copyOf(actions);
    }
}
