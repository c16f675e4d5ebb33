"""The DAG as Airflow would load it, and its parts; run by TestAirflowDag, or by python3 -m unittest."""

from __future__ import annotations

import copy
import json
import os
import stat
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import airflow_standin as airflow  # noqa: E402

DAG_FILE = HERE.parents[2] / "jobs" / "airflow" / "maskwise_dag.py"
DAYS = ("2024-05-01", "2024-05-02", "2024-05-03")


class OfEachGeneration(unittest.TestCase):
    """Runs a test for each layout of Airflow, in a folder of its own, with a spark-submit that it writes."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="maskwise-dag-"))
        self.addCleanup(os.environ.update, dict(os.environ))
        for name in [each for each in os.environ if each.startswith("MASKWISE_")]:
            del os.environ[name]
        os.environ["MASKWISE_WORK"] = str(self.folder)
        os.environ["MASKWISE_HOME"] = "/opt/maskwise"
        os.environ["PATH"] = f"{self.folder}:{os.environ['PATH']}"

    def modules(self):
        for generation in airflow.GENERATIONS:
            with self.subTest(airflow=generation):
                yield airflow.load(generation, DAG_FILE)

    def task(self, module, task_id, day=DAYS[0]):
        """A copy of the task, rendered for a day, on a standalone cluster."""
        task = copy.copy(module.dag.task(task_id))
        task.render(airflow.context_of(module.dag, day))
        if task_id in ("prepare", "train", "evaluate"):
            connection = airflow.Connection("spark://host:7077")
            task.submission = airflow.Submission({"spark_default": connection})
        return task

    def spark_submit(self, lines):
        script = self.folder / "spark-submit"
        script.write_text("#!/bin/sh\nfor last; do :; done\n" + lines + "\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    def execute(self, module, task_id, params=None):
        task = self.task(module, task_id)
        context = airflow.context_of(module.dag, DAYS[0])
        context["params"] = params or context["params"]
        return task.execute(context)

    def result(self, **fields):
        file = self.folder / "results/20240501T000000/evaluate.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        metrics = {"accuracy": 0.95, "macroF1": 0.9, "loss": 0.2}
        metrics.update(fields.pop("metrics", {}))
        file.write_text(json.dumps({"runId": "daily-2024-05-01", "exitCode": 0, "metrics": metrics, **fields}))


class TestTheDag(OfEachGeneration):
    def test_tasks_follow_each_other(self):
        for module in self.modules():
            self.assertEqual(
                [(each.task_id, [before.task_id for before in each.upstream]) for each in module.dag.in_order()],
                [
                    ("prepare", []),
                    ("train", ["prepare"]),
                    ("evaluate", ["train"]),
                    ("gate", ["evaluate"]),
                    ("publish", ["gate"]),
                ],
            )

    def test_sparks_tasks_share_a_pool_and_all_are_tried_again(self):
        for module in self.modules():
            pools = {each.task_id: each.pool for each in module.dag.tasks}
            self.assertEqual(
                pools,
                {
                    "prepare": "maskwise",
                    "train": "maskwise",
                    "evaluate": "maskwise",
                    "gate": "default_pool",
                    "publish": "default_pool",
                },
            )
            self.assertEqual({each.retries for each in module.dag.tasks}, {5})

    def test_the_command_is_what_spark_submit_takes(self):
        for module in self.modules():
            work = str(self.folder)
            self.assertEqual(
                self.task(module, "train").command(),
                [
                    "spark-submit",
                    *["--master", "spark://host:7077"],
                    *["--properties-file", "/opt/maskwise/conf/spark-standalone.conf"],
                    *["--name", "maskwise-train-2024-05-01"],
                    *["--class", "io.maskwise.jobs.Main"],
                    "/opt/maskwise/target/maskwise.jar",
                    "train",
                    *["--config", "/opt/maskwise/conf/quickstart.conf"],
                    *["--set", f"dataset.path={work}/datasets/2024-05-01"],
                    *["--set", f"run.root={work}/runs"],
                    *["--run-id", "daily-2024-05-01"],
                    *["--result-file", f"{work}/results/20240501T000000/train.json"],
                ],
            )

    def test_days_have_nothing_in_common(self):
        for module in self.modules():
            for task_id in ("prepare", "train", "evaluate"):
                first, second = (set(self.task(module, task_id, day).command()) for day in DAYS[:2])
                theirs = [word for word in second if self.folder.name in word and "run.root" not in word]
                self.assertEqual([word for word in theirs if word in first], [])
                self.assertTrue(all("05-02" in word or "0502" in word for word in theirs), theirs)

    def test_jars_and_connection_are_those_of_the_environment(self):
        os.environ["MASKWISE_JARS"] = "/opt/lib/*.jar"
        os.environ["MASKWISE_CONNECTION"] = "big"
        self.addCleanup(os.environ.pop, "MASKWISE_JARS")
        self.addCleanup(os.environ.pop, "MASKWISE_CONNECTION")
        for module in self.modules():
            command = self.task(module, "train").command()
            self.assertEqual(command[command.index("--jars") + 1], "/opt/lib/*.jar")
            self.assertEqual(command[2], "yarn")  # as the provider does without such a connection


class TestExitCodes(OfEachGeneration):
    def test_what_would_end_alike_fails_fast(self):
        for code in (2, 3, 5, 6):
            self.spark_submit(f"""echo '{{"exitCode": {code}, "error": "No such file"}}' >"$last"; exit {code}""")
            for module in self.modules():
                with self.assertRaises(airflow.AirflowFailException) as failed:
                    self.execute(module, "train")
                self.assertEqual(
                    str(failed.exception), f"Ended with exit code {code}, not to be tried again: No such file"
                )

    def test_what_may_pass_is_tried_again(self):
        for code in (1, 4, 7, 143):
            self.spark_submit(f"""echo '{{"exitCode": {code}, "error": "locked"}}' >"$last"; exit {code}""")
            for module in self.modules():
                with self.assertRaises(airflow.AirflowException) as failed:
                    self.execute(module, "train")
                self.assertNotIsInstance(failed.exception, airflow.AirflowFailException)

    def test_the_result_file_says_which_exit_code_4_another_try_would_not_change(self):
        for retryable, why in ((False, "a dataset made otherwise is there"), (True, "process 7 on host does")):
            result = json.dumps({"exitCode": 4, "retryable": retryable, "error": why})
            self.spark_submit(f"""echo '{result}' >"$last"; exit 4""")
            for task_id in ("prepare", "train", "evaluate"):
                for module in self.modules():
                    with self.assertRaises(airflow.AirflowException) as failed:
                        self.execute(module, task_id)
                    if retryable:
                        self.assertNotIsInstance(failed.exception, airflow.AirflowFailException)
                    else:
                        self.assertIsInstance(failed.exception, airflow.AirflowFailException)
                        self.assertEqual(
                            str(failed.exception), f"Ended with exit code 4, not to be tried again: {why}"
                        )

    def test_without_a_result_file_the_exit_code_of_spark_submit_counts(self):
        for code, fast in ((3, True), (4, False)):
            self.spark_submit(f"exit {code}")
            for module in self.modules():
                with self.assertRaises(airflow.AirflowException) as failed:
                    self.execute(module, "train")
                self.assertEqual(isinstance(failed.exception, airflow.AirflowFailException), fast)

    def test_kubernetes_own_exit_code_counts(self):
        for module in self.modules():
            message = "Error code is: 1. Kubernetes spark exit code is: 6"
            self.assertEqual(module.how_it_ended("/nowhere.json", message)[0], 6)

    def test_an_old_result_is_not_taken_for_ours(self):
        file = self.folder / "results/20240501T000000/train.json"
        file.parent.mkdir(parents=True)
        for module in self.modules():
            file.write_text('{"exitCode": 2, "error": "old"}')
            self.spark_submit("kill -9 $$")
            with self.assertRaises(airflow.AirflowException) as failed:
                self.execute(module, "train")
            self.assertNotIsInstance(failed.exception, airflow.AirflowFailException)

    def test_a_success_is_a_success(self):
        self.spark_submit("exit 0")
        for module in self.modules():
            self.execute(module, "train")


class TestTheGate(OfEachGeneration):
    def assert_refused(self, module, message, params=None):
        with self.assertRaises(airflow.AirflowFailException) as failed:
            self.execute(module, "gate", params)
        self.assertEqual(str(failed.exception).replace(str(self.folder), ""), message)

    def test_good_figures_pass(self):
        self.result()
        for module in self.modules():
            self.execute(module, "gate")

    def test_every_bad_figure_is_named(self):
        self.result(metrics={"accuracy": 0.5, "loss": 1.5, "macroF1": None})
        for module in self.modules():
            self.assert_refused(
                module,
                "Run daily-2024-05-01 is not accepted: accuracy is 0.5000 (must be at least 0.9);"
                " macroF1 is None (must be at least 0.8); loss is 1.5000 (must be at most 1.0)",
            )

    def test_a_figure_on_its_bound_passes_and_no_number_does_not(self):
        self.result(metrics={"accuracy": 0.9, "macroF1": float("nan")})
        for module in self.modules():
            self.assert_refused(module, "Run daily-2024-05-01 is not accepted: macroF1 is nan (must be at least 0.8)")

    def test_thresholds_are_the_runs_parameters(self):
        self.result()
        for module in self.modules():
            self.assert_refused(
                module,
                "Run daily-2024-05-01 is not accepted: accuracy is 0.9500 (must be at least 0.99)",
                {"minimum": {"accuracy": 0.99}, "maximum": {}},
            )

    def test_a_result_of_another_run_is_refused(self):
        self.result(runId="other")
        for module in self.modules():
            self.assert_refused(
                module,
                "Run daily-2024-05-01 is not accepted: /results/20240501T000000/evaluate.json is of the run other,"
                " exit code 0 (must be daily-2024-05-01, 0)",
            )

    def test_a_missing_result_may_be_tried_again(self):
        for module in self.modules():
            with self.assertRaises(FileNotFoundError):
                self.execute(module, "gate")


class TestThePointer(OfEachGeneration):
    def pointer(self):
        return json.loads((self.folder / "runs/current.json").read_text())

    def test_publishing_names_the_run(self):
        self.result()
        for module in self.modules():
            self.execute(module, "publish")
            self.assertEqual(
                self.pointer(),
                {
                    "run": "daily-2024-05-01",
                    "model": f"{self.folder}/runs/daily-2024-05-01/model",
                    "day": "2024-05-01",
                    "airflowRun": "scheduled__2024-05-01T00:00:00+00:00",
                    "metrics": {"accuracy": 0.95, "macroF1": 0.9, "loss": 0.2},
                },
            )

    def test_an_earlier_day_does_not_take_the_place_of_a_later_one(self):
        for module in self.modules():
            file = self.folder / "runs" / "order.json"
            told = [module.point_to(file, {"day": day}) for day in (DAYS[1], DAYS[0], DAYS[2], DAYS[2])]
            self.assertEqual(told, [True, False, True, True])
            self.assertEqual(json.loads(file.read_text()), {"day": DAYS[2]})
            file.unlink()

    def test_killed_while_it_writes_the_pointer_stays(self):
        for module in self.modules():
            file = self.folder / "runs" / "killed.json"
            module.point_to(file, {"day": DAYS[0]})
            child = os.fork()
            if child == 0:
                module.os.replace = lambda *names: os.kill(os.getpid(), 9)
                module.point_to(file, {"day": DAYS[1]})
            self.assertEqual(os.waitpid(child, 0)[1], 9)
            self.assertEqual(json.loads(file.read_text()), {"day": DAYS[0]})
            self.assertTrue(module.point_to(file, {"day": DAYS[1]}))
            file.unlink()


if __name__ == "__main__":
    unittest.main()
