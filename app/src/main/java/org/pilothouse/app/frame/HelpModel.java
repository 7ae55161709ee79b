package org.pilothouse.app.frame;

import java.util.List;
import org.pilothouse.app.action.ActionGroup;
import org.pilothouse.app.dialog.DialogRequest;

/** Every key that works right now, and the filter's notation. */
public record HelpModel(List<ActionGroup> groups, List<String> filterKeys) implements DialogRequest {
    public HelpModel {
        groups = List.copyOf(groups);
        filterKeys = List.copyOf(filterKeys);
    }
}
