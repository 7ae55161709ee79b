package org.pilothouse.app.run;

import java.util.List;
import java.util.Optional;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.Confirmation;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.presentation.Ids;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.protocol.run.Run;

/** Has the gateway end runs, and takes them out of it. Used on the UI thread alone. */
public final class RunCommands {
    private final Connections connections;
    private final Background background;
    private final Dialogs dialogs;
    private final Notifications notifications;

    public RunCommands(Connections connections, Background background, Dialogs dialogs, Notifications notifications) {
        this.connections = connections;
        this.background = background;
        this.dialogs = dialogs;
        this.notifications = notifications;
    }

    /** Asks first. */
    void cancel(Run run) {
        int open = Math.max(0, run.stepsCount() - run.stepsDone());
        dialogs.open(new Confirmation(
                new Confirmation.Text(
                        "Cancel run " + Ids.brief(run.workflowRunId()) + "?",
                        List.of(
                                Sizes.count(open, "step") + " that " + (open == 1 ? "is" : "are") + " not done yet",
                                "What waits for an approval is closed"),
                        "What was done already stays done, and its artifacts are kept.",
                        "Cancel the run",
                        null),
                dialogs,
                () -> cancelNow(run)));
    }

    /** Asks what is to go into the file, and where it goes. */
    void export(Run run) {
        dialogs.open(new ExportRunModel(run, connections, background, dialogs, notifications));
    }

    private void cancelNow(Run run) {
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty()) {
            return;
        }
        background.call(
                () -> session.get().client().runs().cancel(run.workflowRunId(), "cancelled in the console"),
                cancelled -> {
                    if (cancelled) {
                        notifications.done("Cancelled run " + Ids.brief(run.workflowRunId()));
                    } else {
                        notifications.note("Nothing to cancel", "The run had ended already.");
                    }
                },
                failure -> notifications.failed(Problem.of("The run could not be cancelled.", failure)));
    }
}
