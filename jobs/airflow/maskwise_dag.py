"""A model a day by Airflow (2.9 and later, and 3): prepare, train, evaluate, a quality gate, and a pointer to what passed it.

Copy this file into Airflow's folder of DAGs. It needs apache-airflow-providers-apache-spark, a Spark connection, a
spark-submit in the PATH of the workers, a pool, and folders that the workers and Spark's machines see under one path.

Environment, read where DAGs are parsed and where tasks run:

    MASKWISE_HOME        where Maskwise is                             /opt/maskwise
    MASKWISE_CONFIG      the configuration of corpus, model, training  $MASKWISE_HOME/conf/quickstart.conf
    MASKWISE_CORPORA     a folder of corpora, a folder a day in it     /data/maskwise/corpora
    MASKWISE_WORK        where datasets, runs and results go           /data/maskwise
    MASKWISE_PROPERTIES  spark-submit's properties file                $MASKWISE_HOME/conf/spark-standalone.conf
    MASKWISE_JARS        what Spark lacks, as --jars takes it          (see jobs/stage-jars)
    MASKWISE_POOL        the pool that Spark's tasks take a slot of    maskwise
    MASKWISE_CONNECTION  the connection that names the cluster         spark_default

Whatever belongs to one day is named by that day: its corpus, its dataset and its run. So days can be filled in side by
side, and a task that is tried again goes on where it was: a dataset that is complete is recognised, and a run of the same
id resumes.
"""

from __future__ import annotations

import fcntl
import json
import logging
import math
import os
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path

try:  # Airflow 3
    from airflow.sdk import DAG, Param, task
except ImportError:  # Airflow 2.9
    from airflow import DAG
    from airflow.decorators import task
    from airflow.models.param import Param

try:  # Airflow 3.1
    from airflow.sdk.exceptions import AirflowFailException
except ImportError:
    from airflow.exceptions import AirflowFailException

try:  # the later ones of Airflow 3
    from airflow.sdk import CronDataIntervalTimetable
except ImportError:
    from airflow.timetables.interval import CronDataIntervalTimetable

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

HOME = os.environ.get("MASKWISE_HOME", "/opt/maskwise")
CONFIG = os.environ.get("MASKWISE_CONFIG", f"{HOME}/conf/quickstart.conf")
CORPORA = os.environ.get("MASKWISE_CORPORA", "/data/maskwise/corpora")
WORK = os.environ.get("MASKWISE_WORK", "/data/maskwise")
PROPERTIES = os.environ.get("MASKWISE_PROPERTIES", f"{HOME}/conf/spark-standalone.conf")
JARS = os.environ.get("MASKWISE_JARS") or None
POOL = os.environ.get("MASKWISE_POOL", "maskwise")
CONNECTION = os.environ.get("MASKWISE_CONNECTION", "spark_default")

# Rendered by Airflow for each day.
CORPUS = CORPORA + "/{{ ds }}"
DATASET = WORK + "/datasets/{{ ds }}"
RUNS = WORK + "/runs"
RUN = "daily-{{ ds }}"
RESULTS = WORK + "/results/{{ ts_nodash }}"

# Whether another try may end otherwise is what the result file says ("retryable"). Where it is not to be had, these exit
# codes are final: usage or configuration, input, the data's gate, divergence. The others are tried again: 1 (internal
# error, or killed), 4 (the attempt before still runs, or something else stands there), 7 (a resource is missing just now).
FAIL_FAST = {2, 3, 5, 6}

log = logging.getLogger(__name__)


class MaskwiseOperator(SparkSubmitOperator):
    """One command of Maskwise by spark-submit, which fails for good where another try would end alike.

    :param command: prepare, train or evaluate
    :param result_file: where the command writes how it ended; seen by Airflow's worker, else only spark-submit's own exit
        code is known (templated)
    :param arguments: further arguments of the command (templated)
    """

    template_fields = (*SparkSubmitOperator.template_fields, "result_file")

    def __init__(self, *, command: str, result_file: str, arguments: list[str] | None = None, **kwargs) -> None:
        super().__init__(
            java_class="io.maskwise.jobs.Main",
            application_args=[command, "--config", CONFIG, *(arguments or []), "--result-file", result_file],
            **kwargs,
        )
        self.result_file = result_file

    def execute(self, context):
        """Runs the command. What an earlier attempt left in the result file is removed, so that it is not taken for ours."""
        Path(self.result_file).parent.mkdir(parents=True, exist_ok=True)
        Path(self.result_file).unlink(missing_ok=True)
        try:
            return super().execute(context)
        except Exception as failure:  # AirflowException in client mode; in cluster mode others too
            code, retryable, why = how_it_ended(self.result_file, str(failure))
            if not retryable:
                raise AirflowFailException(f"Ended with exit code {code}, not to be tried again: {why}") from failure
            log.warning("Ended with exit code %s, may be tried again: %s", code, why)
            raise


def how_it_ended(result_file: str, message: str) -> tuple[int | None, bool, str]:
    """The command's exit code, whether another try may end otherwise, and its error.

    They are those of the result file, else of the hook's message; the code is None where neither knows it.
    """
    try:
        result = json.loads(Path(result_file).read_text(encoding="utf-8"))
        code = int(result["exitCode"])
        return code, bool(result.get("retryable", code not in FAIL_FAST)), str(result["error"])
    except (OSError, ValueError, KeyError, TypeError):
        found = re.search(r"Kubernetes spark exit code is: (\d+)", message) or re.search(
            r"Error code is: (\d+)", message
        )
        code = int(found.group(1)) if found else None
        return code, code not in FAIL_FAST, message


def complaints(metrics: dict, minimum: dict, maximum: dict) -> list[str]:
    """What keeps metrics from being accepted: figures that are missing, no numbers, below a minimum or above a maximum."""
    found = []
    for bounds, word, is_beyond in (
        (minimum, "at least", lambda value, bound: value < bound),
        (maximum, "at most", lambda value, bound: value > bound),
    ):
        for name, bound in bounds.items():
            value = metrics.get(name)
            if not isinstance(value, (int, float)) or isinstance(value, bool) or math.isnan(value):
                found.append(f"{name} is {value} (must be {word} {bound})")
            elif is_beyond(value, bound):
                found.append(f"{name} is {value:.4f} (must be {word} {bound})")
    return found


def point_to(pointer: Path, accepted: dict) -> bool:
    """Lets the pointer name what was accepted, in one step, unless it names a later day already; whether it does then.

    Days that are filled in side by side end in any order, so one after the other takes the lock.
    """
    pointer.parent.mkdir(parents=True, exist_ok=True)
    with open(pointer.with_name(f".{pointer.name}.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if pointer.exists() and json.loads(pointer.read_text(encoding="utf-8"))["day"] > accepted["day"]:
            return False
        temporary = pointer.with_name(f".{pointer.name}.tmp")
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(accepted, file, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, pointer)
        return True


@task(task_id="gate")
def gate(result_file: str, run: str, params: dict | None = None) -> None:
    """Accepts the run that was measured, or fails for good with every figure that is not as it must be."""
    result = json.loads(Path(result_file).read_text(encoding="utf-8"))
    thresholds = params or {}
    found = complaints(result["metrics"], thresholds["minimum"], thresholds["maximum"])
    if result["runId"] != run or result["exitCode"] != 0:
        found.insert(0, f"{result_file} is of the run {result['runId']}, exit code {result['exitCode']} (must be {run}, 0)")
    if found:
        raise AirflowFailException(f"Run {run} is not accepted: " + "; ".join(found))
    log.info("Run %s is accepted: %s", run, {name: result["metrics"][name] for name in thresholds["minimum"]})


@task(task_id="publish")
def publish(result_file: str, run: str, day: str, airflow_run: str) -> None:
    """Lets RUNS/current.json name the run, for whoever predicts."""
    result = json.loads(Path(result_file).read_text(encoding="utf-8"))
    accepted = {
        "run": run,
        "model": f"{RUNS}/{run}/model",
        "day": day,
        "airflowRun": airflow_run,
        "metrics": result["metrics"],
    }
    if point_to(Path(RUNS, "current.json"), accepted):
        log.info("%s/current.json names %s", RUNS, run)
    else:
        log.info("%s/current.json names a later day than %s, and stays", RUNS, day)


with DAG(
    dag_id="maskwise",
    description="Text to a trained, measured and accepted model, a run a day",
    # Said in full, because what "@daily" means for {{ ds }} changed with Airflow 3: here ds is the day that has ended.
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    start_date=datetime(2024, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=3,
    default_args={
        "retries": 5,
        "retry_delay": timedelta(minutes=2),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
    },
    params={
        "minimum": Param(
            {"accuracy": 0.9, "macroF1": 0.8},
            type="object",
            description="Metrics of evaluate, and what each must come up to",
        ),
        "maximum": Param({"loss": 1.0}, type="object", description="Metrics of evaluate, and what each may be at most"),
    },
    tags=["maskwise"],
) as dag:
    spark = {
        "application": f"{HOME}/target/maskwise.jar",
        "jars": JARS,
        "conn_id": CONNECTION,
        "properties_file": PROPERTIES,
        "pool": POOL,
    }
    prepare = MaskwiseOperator(
        task_id="prepare",
        command="prepare",
        name="maskwise-prepare-{{ ds }}",
        arguments=["--set", f"corpus.path={CORPUS}", "--set", f"dataset.path={DATASET}"],
        result_file=f"{RESULTS}/prepare.json",
        **spark,
    )
    of_the_run = ["--set", f"dataset.path={DATASET}", "--set", f"run.root={RUNS}", "--run-id", RUN]
    train = MaskwiseOperator(
        task_id="train",
        command="train",
        name="maskwise-train-{{ ds }}",
        arguments=of_the_run,
        result_file=f"{RESULTS}/train.json",
        **spark,
    )
    evaluate = MaskwiseOperator(
        task_id="evaluate",
        command="evaluate",
        name="maskwise-evaluate-{{ ds }}",
        arguments=of_the_run,
        result_file=f"{RESULTS}/evaluate.json",
        **spark,
    )
    measured = f"{RESULTS}/evaluate.json"
    (
        prepare
        >> train
        >> evaluate
        >> gate(result_file=measured, run=RUN)
        >> publish(result_file=measured, run=RUN, day="{{ ds }}", airflow_run="{{ run_id }}")
    )
