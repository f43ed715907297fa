/**
 * ZooKeeper, JobManager, TaskManagers and the broker as processes of their own, from packaged
 * files.
 *
 * <p>Comes in: a folder, which outlives the processes. Goes out: what REST says, and handles to
 * kill.
 */
@NullMarked
package io.flinkdomino.chaos.cluster;

import org.jspecify.annotations.NullMarked;
