/** The policy: which operations run, which ask, which are refused. */
@NullMarked
package org.pilothouse.protocol.policy;

import org.jspecify.annotations.NullMarked;
