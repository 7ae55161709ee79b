package org.pilothouse.app.action;

/** An action on the screen itself, such as moving the cursor, that changes nothing elsewhere. */
public final class ScreenAction extends Action {
    private final Runnable run;

    public ScreenAction(Description description, Runnable run) {
        super(description);
        this.run = run;
    }

    @Override
    protected void perform() {
        run.run();
    }
}
