package org.pilothouse.desktop.action;

import java.util.ArrayList;
import java.util.List;
import org.pilothouse.desktop.action.Action.Gives;

/** Actions that are about one thing, in the order in which help lists them. */
abstract class ActionList {
    private final List<Action> actions = new ArrayList<>();

    List<Action> actions() {
        return List.copyOf(actions);
    }

    final void look(String command, String does, String path, Parameter... parameters) {
        add(command, does, "GET", path, Gives.JSON, parameters);
    }

    final void act(String command, String does, String path, Parameter... parameters) {
        add(command, does, "POST", path, Gives.JSON, parameters);
    }

    final void picture(String command, String does, String path, Parameter... parameters) {
        add(command, does, "GET", path, Gives.PICTURE, parameters);
    }

    final void add(String command, String does, String method, String path, Gives gives, Parameter... parameters) {
        add(command, does, method, path, gives, !method.equals("GET"), parameters);
    }

    /**
     * @param changes whether the desktop may be another one afterwards
     */
    final void add(
            String command,
            String does,
            String method,
            String path,
            Gives gives,
            boolean changes,
            Parameter... parameters) {
        actions.add(new Action(command, does, method, path, List.of(parameters), gives, changes));
    }

    static Parameter[] with(Parameter[] optional, Parameter... needed) {
        List<Parameter> all = new ArrayList<>(List.of(needed));
        all.addAll(List.of(optional));
        return all.toArray(Parameter[]::new);
    }
}
