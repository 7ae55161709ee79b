/** Approvals: what waits for a person's decision, and what was decided. */
@NullMarked
package org.pilothouse.protocol.approval;

import org.jspecify.annotations.NullMarked;
