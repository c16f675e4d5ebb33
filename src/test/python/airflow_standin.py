"""As much of Airflow as jobs/airflow/maskwise_dag.py uses, written from its documented behaviour, to run the DAG without it.

install("2.9") or install("3") puts the modules where that Airflow has them, and the operator's fields under the names
that the Spark provider of that time gives them. It schedules nothing: whoever uses it runs the tasks.
"""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import types
from dataclasses import dataclass, field

GENERATIONS = ("2.9", "3")


class AirflowException(Exception):
    """A failure; the task may be tried again."""


class AirflowFailException(AirflowException):
    """A failure after which the task is not tried again."""


class Param:
    """A DAG's parameter, of which the value is checked by a few words of JSON schema."""

    TYPES = {"object": dict, "number": (int, float), "string": str}

    def __init__(self, default, *, type, description=None):  # noqa: A002
        if not isinstance(default, self.TYPES[type]):
            raise ValueError(f"{default} is no {type}")
        self.value = default


@dataclass
class CronDataIntervalTimetable:
    cron: str
    timezone: str


class DAG:
    current: DAG | None = None

    def __init__(self, dag_id, *, description, schedule, start_date, catchup, max_active_runs, default_args, params, tags):
        self.dag_id = dag_id
        self.schedule = schedule
        self.start_date = start_date
        self.catchup = catchup
        self.max_active_runs = max_active_runs
        self.default_args = default_args
        self.params = {name: param.value for name, param in params.items()}
        self.tasks: list[BaseOperator] = []

    def __enter__(self):
        DAG.current = self
        return self

    def __exit__(self, *failure):
        DAG.current = None

    def task(self, task_id: str) -> BaseOperator:
        return next(each for each in self.tasks if each.task_id == task_id)

    def in_order(self) -> list[BaseOperator]:
        """The tasks, each after those before it."""
        ordered: list[BaseOperator] = []
        while len(ordered) < len(self.tasks):
            ordered.append(next(t for t in self.tasks if t not in ordered and all(u in ordered for u in t.upstream)))
        return ordered


class BaseOperator:
    template_fields: tuple[str, ...] = ()

    def __init__(
        self,
        *,
        task_id,
        pool="default_pool",
        retries=0,
        retry_delay=None,
        retry_exponential_backoff=False,
        max_retry_delay=None,
    ):
        self.task_id = task_id
        self.pool = pool
        self.dag = DAG.current
        defaults = self.dag.default_args
        self.retries = retries or defaults["retries"]
        self.retry_delay = retry_delay or defaults["retry_delay"]
        self.upstream: list[BaseOperator] = []
        self.dag.tasks.append(self)

    def __rshift__(self, other):
        other.upstream.append(self)
        return other

    def render(self, context):
        """Fills in the templated fields, as Airflow does on a copy of the task before each attempt."""
        for name in self.template_fields:
            setattr(self, name, rendered(getattr(self, name), context))


def rendered(value, context):
    """Text, and what lists and maps hold of it, with every {{ name }} or {{ name.field }} filled in; unknown ones fail."""
    if isinstance(value, str):
        return re.sub(r"\{\{\s*([\w.]+)\s*\}\}", lambda found: str(looked_up(found.group(1), context)), value)
    if isinstance(value, (list, tuple)):
        return type(value)(rendered(each, context) for each in value)
    if isinstance(value, dict):
        return {key: rendered(each, context) for key, each in value.items()}
    return value


def looked_up(name, context):
    value = context
    for part in name.split("."):
        value = value[part]
    return value


def context_of(dag: DAG, day: str) -> dict:
    """What templates know of the run of a day."""
    compact = day.replace("-", "")
    return {
        "ds": day,
        "ds_nodash": compact,
        "ts": f"{day}T00:00:00+00:00",
        "ts_nodash": f"{compact}T000000",
        "run_id": f"scheduled__{day}T00:00:00+00:00",
        "params": dag.params,
    }


class PythonTask(BaseOperator):
    """What calling a function under @task makes: its arguments are templated, and context is given to those that ask."""

    template_fields = ("op_args", "op_kwargs")

    def __init__(self, function, op_args, op_kwargs, **options):
        super().__init__(**options)
        self.function = function
        self.op_args = op_args
        self.op_kwargs = op_kwargs
        signature = inspect.signature(function)
        signature.bind(*op_args, **op_kwargs)
        self.asked = [name for name, of in signature.parameters.items() if of.default is None and name not in op_kwargs]

    def execute(self, context):
        return self.function(*self.op_args, **self.op_kwargs, **{name: context[name] for name in self.asked})


def task(**options):
    def decorate(function):
        def call(*args, **kwargs):
            return PythonTask(function, args, kwargs, **options)

        call.function = function
        return call

    return decorate


@dataclass
class Connection:
    """A Spark connection: its master, and deploy-mode and queue of its extra field."""

    master: str = "yarn"
    deploy_mode: str | None = None
    queue: str | None = None


@dataclass
class Submission:
    """How the provider's hook is called here: who hears of the process that it starts, and of every line of its output."""

    connections: dict[str, Connection] = field(default_factory=dict)
    started: object = lambda process: None
    heard: object = lambda process, line: None


FIELDS = (
    "application",
    "conf",
    "files",
    "py_files",
    "jars",
    "driver_class_path",
    "packages",
    "exclude_packages",
    "keytab",
    "principal",
    "proxy_user",
    "name",
    "application_args",
    "env_vars",
    "properties_file",
)


def spark_submit_operator(prefix: str):
    """The provider's operator, whose templated fields have a name with this prefix."""

    class SparkSubmitOperator(BaseOperator):
        template_fields = tuple(prefix + name for name in FIELDS)

        def __init__(self, *, conn_id="spark_default", java_class=None, deploy_mode=None, name="arrow-spark", **kwargs):
            given = {each: kwargs.pop(each, None) for each in FIELDS}
            given["name"] = name
            super().__init__(**kwargs)
            for each, value in given.items():
                setattr(self, prefix + each, value)
            self._conn_id = conn_id
            self._java_class = java_class
            self._deploy_mode = deploy_mode
            self.submission = Submission()

        def value(self, name):
            return getattr(self, prefix + name)

        def command(self) -> list[str]:
            """spark-submit's words, in the order in which the hook gives them."""
            connection = self.submission.connections.get(self._conn_id, Connection())
            words = ["spark-submit", "--master", connection.master]
            for key, value in (self.value("conf") or {}).items():
                words += ["--conf", f"{key}={value}"]
            cluster = connection.master.startswith(("yarn", "k8s"))
            if cluster:
                kind = "yarn.appMasterEnv" if connection.master.startswith("yarn") else "kubernetes.driverEnv"
                for key, value in (self.value("env_vars") or {}).items():
                    words += ["--conf", f"spark.{kind}.{key}={value}"]
            options = {
                "--properties-file": self.value("properties_file"),
                "--files": self.value("files"),
                "--py-files": self.value("py_files"),
                "--driver-class-path": self.value("driver_class_path"),
                "--jars": self.value("jars"),
                "--packages": self.value("packages"),
                "--exclude-packages": self.value("exclude_packages"),
                "--keytab": self.value("keytab"),
                "--principal": self.value("principal"),
                "--proxy-user": self.value("proxy_user"),
                "--name": self.value("name"),
                "--class": self._java_class,
                "--queue": connection.queue,
                "--deploy-mode": self._deploy_mode or connection.deploy_mode,
            }
            for option, value in options.items():
                if value:
                    words += [option, value]
            return [*words, self.value("application"), *(self.value("application_args") or [])]

        def execute(self, context):
            words = self.command()
            environment = {**os.environ, **(self.value("env_vars") or {})}
            with subprocess.Popen(
                words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
            ) as process:
                self.submission.started(process)
                for line in process.stdout:
                    self.submission.heard(process, line.rstrip("\n"))
                code = process.wait()
            if code:
                raise AirflowException(f"Cannot execute: {' '.join(words)}. Error code is: {code}.")

    return SparkSubmitOperator


def install(generation: str) -> None:
    """Makes `import airflow` find this, laid out as in Airflow 2.9 or 3."""
    for name in [each for each in sys.modules if each.split(".")[0] == "airflow"]:
        del sys.modules[name]
    provider = "airflow.providers.apache.spark.operators.spark_submit"
    if generation == "2.9":
        module("airflow", DAG=DAG)
        module("airflow.decorators", task=task)
        module("airflow.models.param", Param=Param)
        module("airflow.exceptions", AirflowException=AirflowException, AirflowFailException=AirflowFailException)
        module("airflow.timetables.interval", CronDataIntervalTimetable=CronDataIntervalTimetable)
        module(provider, SparkSubmitOperator=spark_submit_operator("_"))
    else:
        module("airflow.sdk", DAG=DAG, Param=Param, task=task, CronDataIntervalTimetable=CronDataIntervalTimetable)
        module("airflow.sdk.exceptions", AirflowException=AirflowException, AirflowFailException=AirflowFailException)
        module(provider, SparkSubmitOperator=spark_submit_operator(""))


def module(name: str, **content) -> None:
    """Makes a module, and the packages that it is in."""
    parent, _, last = name.rpartition(".")
    made = sys.modules.setdefault(name, types.ModuleType(name))
    made.__path__ = []
    vars(made).update(content)
    if parent:
        module(parent)
        setattr(sys.modules[parent], last, made)


def load(generation: str, file) -> types.ModuleType:
    """The DAG's module, loaded anew."""
    install(generation)
    loaded = types.ModuleType("maskwise_dag")
    loaded.__file__ = str(file)
    with open(file, encoding="utf-8") as source:
        exec(compile(source.read(), str(file), "exec"), vars(loaded))  # noqa: S102
    return loaded
