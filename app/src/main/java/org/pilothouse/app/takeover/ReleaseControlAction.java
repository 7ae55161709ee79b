package org.pilothouse.app.takeover;

import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.action.Action;
import org.pilothouse.protocol.environment.EnvironmentResponses.TakeoverMode;

/** Gives control back: from then on the operator only looks. */
public final class ReleaseControlAction extends Action {
    private final TakeoverViewModel model;

    public ReleaseControlAction(TakeoverViewModel model) {
        super(Description.of("takeover/release", "Give control back", "Look on without sending anything", Feather.EYE));
        this.model = model;
        enableWhile(model.mode().map(mode -> mode == TakeoverMode.CONTROL));
    }

    @Override
    protected void perform() {
        model.releaseControl();
    }
}
